import type { Value, ValueObject } from '../flow/value.ts';
import type { RunError, RunEvent } from './run-event.ts';

/**
 * What one execution of a node has come to, so that it need not be done again. Results are kept in the order in which
 * they come about, and recalled in it.
 */
export interface KeptResult {
  /**
   * Which execution: the node, the rounds of the loops around it, and where it stands in a sub-flow the call of that.
   * Unique in a run, and the same when the run is gone through again.
   */
  readonly key: string;
  /** As events name it: nodes of a sub-flow are `outer/inner`. */
  readonly node: string;
  readonly attempts: number;
  /** Absent where the event `seq` tells them as they are. */
  readonly outputs?: ValueObject;
  /** The node_finished that tells it; absent where none did. */
  readonly seq?: number;
  /** It has failed, and `on_error` let the flow go on. */
  readonly failed?: {
    readonly error: ValueObject;
    readonly told: RunError;
    readonly inputs: ValueObject;
  };
  /**
   * Why it can't be kept, or could not be read: the node does its work again. `moved`: what it rests on was changed
   * while it worked, so that nobody knows of what it came.
   */
  readonly again?: 'secret' | 'stream' | 'damaged' | 'moved';
  /** What the component asks to be kept of its own state, after this execution. */
  readonly state?: Value;
  /** What it was given, see `glimpse`; absent where a secret stands in it. It is for people: no run goes by it. */
  readonly inputs?: ValueObject;
}

/** What a run takes up from before. */
export interface Earlier {
  /** Those that still hold, in the order in which they came about, with their outputs. */
  readonly results: readonly KeptResult[];
  /**
   * What earlier sessions of this same run have told: it goes on after that, and tells nothing of it twice. Absent where
   * the results come from another run: then they are told.
   */
  readonly history?: Iterable<RunEvent>;
  /** Whether what the history tells of a node still holds. */
  isKept(node: string): boolean;
}
