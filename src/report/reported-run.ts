import type { Drawing } from '../drawing/drawing.ts';
import type { Question, RunError, RunEvent } from '../engine/run-event.ts';
import type { ValueObject } from '../flow/value.ts';

/** A run as a report needs it; what a store keeps has this form. */
export interface ReportedRun {
  readonly record: {
    readonly id: string;
    /** The flow's name. */
    readonly flow: string;
    readonly file: string;
    readonly status: RunStatus;
    readonly started_at: string;
    readonly ended_at?: string;
    readonly duration_ms?: number;
    readonly error?: RunError;
    readonly questions?: readonly Question[];
    readonly sessions: readonly { readonly started_at: string; readonly first_seq: number }[];
    /** `inputs`, `parameters`, `secret_parameters`. */
    readonly origin: ValueObject;
  };
  /** It may be long: they are gone through once. */
  readonly events: Iterable<RunEvent>;
  /** What executions were given, by the `seq` of the event that tells their end: of those in `wanted`. */
  readonly inputs: (wanted: ReadonlySet<number>) => ReadonlyMap<number, ValueObject>;
  /** The flow's text as it was. */
  readonly text: string | undefined;
  readonly drawing: Drawing | undefined;
}

export type RunStatus =
  'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';
