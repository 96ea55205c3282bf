import type { Value, ValueObject } from '../flow/value.ts';
import type { TokenUsage } from './tokens.ts';

/**
 * All that a run tells the world, in one union. `seq` counts from 0 without gaps; `time` is ISO 8601 in UTC.
 * Events of one node are in order; those of several come as they happen. `run_started` is the first, `run_finished`
 * or `run_waiting` the last. JSON keys are snake_case: these objects are what `--output ndjson` prints.
 */
export type RunEvent = {
  readonly seq: number;
  readonly run_id: string;
  readonly time: string;
} & RunEventBody;

/**
 * Which node, and where: nodes of a sub-flow are `outer/inner`; `iteration` has the round of each loop around it,
 * the outermost first, and is absent outside loops.
 */
export interface NodeRef {
  readonly node: string;
  readonly iteration?: readonly number[];
}

export type LoopExit = 'end' | 'limit' | 'break';

export type RunEventBody =
  | {
      readonly type: 'run_started';
      readonly format_version: 1;
      readonly flow: FlowRef;
      /** The run goes on after an earlier session of it has ended or died. */
      readonly resumed?: true;
      /** Nodes of which earlier sessions have told what does not hold any more: they work again. */
      readonly dropped?: readonly string[];
      /** In the plan's order. */
      readonly nodes: readonly PlannedNode[];
    }
  | ({
      readonly type: 'node_started';
      readonly node_type: string;
      readonly attempt: number;
    } & NodeRef)
  | ({
      readonly type: 'node_progress';
      readonly done?: number;
      /** Null: nobody knows how many there are. */
      readonly total?: number | null;
      readonly message?: string;
    } & NodeRef)
  | ({ readonly type: 'stream_start'; readonly attempt: number } & NodeRef)
  | ({ readonly type: 'stream_chunk'; readonly text: string } & NodeRef)
  | ({ readonly type: 'stream_end' } & NodeRef)
  /** Chunks since stream_start are void. */
  | ({ readonly type: 'stream_error'; readonly error: RunError } & NodeRef)
  | ({
      readonly type: 'node_finished';
      readonly outputs: ValueObject;
      readonly attempts: number;
      readonly duration_ms: number;
      /** Loops: how many rounds it made. */
      readonly rounds?: number;
      /** Loops: what ended it: no further round, `max_iterations` with `on_limit: stop`, or an edge out of its body. */
      readonly exit?: LoopExit;
      /** Tokens of language models; absent where it has used none. */
      readonly usage?: TokenUsage;
      /** It did no work: its result was that of another run, or stood in the cache. */
      readonly reused?: 'run' | 'cache';
    } & NodeRef)
  | ({
      readonly type: 'node_failed';
      /** `cancelled`: somebody else's failure, an interrupt or a lost race ended it. */
      readonly status: 'failed' | 'cancelled';
      readonly error: RunError;
      readonly attempts: number;
      readonly duration_ms: number;
      readonly usage?: TokenUsage;
      /** What it was given: of each input the `value`, or how it `begins` where it is large. */
      readonly inputs?: ValueObject;
      /** What `on_error` made of it; null: the run fails. */
      readonly handled_by: string | null;
    } & NodeRef)
  | ({ readonly type: 'node_skipped' } & NodeRef)
  | ({
      readonly type: 'node_retrying';
      readonly attempt: number;
      readonly max_attempts: number;
      readonly delay_ms: number;
      readonly error: RunError;
    } & NodeRef)
  /** A round begins. `done` and `total` count items; null where the loop has none or nobody knows. */
  | ({
      readonly type: 'loop_iteration';
      readonly round: number;
      readonly done: number | null;
      readonly total: number | null;
      readonly max_iterations: number | null;
    } & NodeRef)
  | ({
      readonly type: 'warning';
      readonly code: string;
      readonly message: string;
    } & Partial<NodeRef>)
  | ({
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warning' | 'error';
      readonly message: string;
    } & NodeRef)
  | {
      readonly type: 'run_waiting';
      readonly questions: readonly Question[];
      readonly duration_ms: number;
    }
  | {
      readonly type: 'run_finished';
      readonly status: 'succeeded' | 'failed' | 'cancelled';
      /** What the flow returns; empty unless it succeeded. */
      readonly outputs: ValueObject;
      /** The one value, where the flow returns one and not several. */
      readonly single: boolean;
      readonly error: RunError | null;
      readonly duration_ms: number;
      /** Of all its nodes. */
      readonly usage?: TokenUsage;
    };

export interface FlowRef {
  readonly name: string;
  readonly file: string;
}

export interface PlannedNode {
  readonly id: string;
  readonly type: string;
  /** The innermost loop around it, by its controller's id. */
  readonly loop?: string;
}

/** A failure in a person's words; `code` is stable. */
export interface RunError {
  readonly code: string;
  readonly message: string;
  /** The node it happened in; null where it belongs to none. */
  readonly node: string | null;
  /** Where in the user's files, as `file:line:column`, with the lines around it. */
  readonly place?: string;
  readonly frame?: string;
  readonly hint?: string;
}

/** What a HumanInput asks. */
export interface Question extends NodeRef {
  readonly prompt: string;
  readonly options?: readonly string[];
  readonly schema?: Value;
}
