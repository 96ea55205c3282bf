/** What sockets may cost. Times in milliseconds, sizes in bytes. */
export interface SocketLimits {
  /** At a time, of one user. */
  readonly ofUser: number;
  /** Runs that one connection follows at a time. */
  readonly follows: number;
  /** What a run tells waits for its reader when so much has not gone out. */
  readonly waitAbove: number;
  /** Who has so much to take is cut off. */
  readonly cutAbove: number;
  /** Who takes nothing for so long is cut off. */
  readonly patience: number;
  /** How long who is cut off may take to say goodbye. */
  readonly grace: number;
  /** Who does not answer a ping until the next is dead. */
  readonly ping: number;
  /** Messages in a row that were refused as too many, until the connection is closed. */
  readonly refusals: number;
}

export const defaultSocketLimits: SocketLimits = {
  ofUser: 20,
  follows: 10,
  waitAbove: 64 * 1024,
  cutAbove: 1024 * 1024,
  patience: 30_000,
  grace: 2_000,
  ping: 30_000,
  refusals: 200,
};
