/** What is counted of sockets. */
export interface SocketCounts {
  open: number;
  received: number;
  sent: number;
  /** Cut off because they took nothing. */
  cut: number;
  /** Found dead by a ping. */
  dead: number;
}
