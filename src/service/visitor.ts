/** Who asks. */
export interface Visitor {
  readonly user: string;
  /** Sees the runs of all. */
  readonly isAdmin: boolean;
}
