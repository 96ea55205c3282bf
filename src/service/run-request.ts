import type { ValueObject } from '../flow/value.ts';
import type { Alone } from './alone.ts';
import type { RunEnd } from './live-run.ts';

/** A run that is asked for. */
export interface StartRequest {
  readonly flow: string;
  /** In place of a flow of that id: a component or plugin by itself; the id is what the run is known by. */
  readonly alone?: Alone | undefined;
  /** Run inputs by name. */
  readonly inputs: ValueObject;
  readonly parameters?: ValueObject | undefined;
  /** The same request with the same key of the same user is the same run. */
  readonly key?: string | undefined;
  /** Seconds. */
  readonly timeout?: number | undefined;
}

/** How an earlier run goes on. */
export interface ResumeRequest {
  /** By the nodes that ask. */
  readonly answers?: ValueObject | undefined;
  /** In place of what was not kept, because a secret stood in it. */
  readonly inputs?: ValueObject | undefined;
  readonly parameters?: ValueObject | undefined;
}

/** A run that was begun, or was there already. */
export interface StartedRun {
  readonly id: string;
  /** A request with this idempotency key has begun it before. */
  readonly isRepeated: boolean;
  /** Settles when it is on the disk that there is this run. Rejects with StoreError where it could not be written. */
  readonly begun: Promise<void>;
  /** Settles when the session has ended. Rejects only where an earlier request has begun it: with ServiceError where its result is too large. */
  readonly ended: Promise<RunEnd>;
}
