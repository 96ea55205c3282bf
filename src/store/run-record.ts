import type { Question, RunError } from '../engine/run-event.ts';
import type { Value, ValueObject } from '../flow/value.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** `interrupted`: nobody has ended it, and the process that ran it is there no more. */
export type StoredStatus =
  'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';

/** What is known of a run without reading its events. Times are ISO 8601 in UTC. */
export interface RunRecord extends RunSummary {
  /** How it was begun, as whoever has begun it wrote it down. */
  readonly origin: ValueObject;
}

/** The same without how it was begun. */
export interface RunSummary {
  readonly id: string;
  /** The flow's name. */
  readonly flow: string;
  /** Its file, as the user wrote its path. */
  readonly file: string;
  readonly status: StoredStatus;
  readonly started_at: string;
  /** When its last session ended; absent while it runs and where it was interrupted. */
  readonly ended_at?: string;
  /** As its last event tells it. */
  readonly duration_ms?: number;
  readonly error?: RunError;
  /** What it waits for. */
  readonly questions?: readonly Question[];
  /** The first begins it, each other resumes it. */
  readonly sessions: readonly RunSession[];
  /** Whose it is, where a server has begun it for somebody. */
  readonly user?: string;
  /** What its flow is called there. */
  readonly served?: string;
  /** What of it could not be read, by the names above; absent where all could. */
  readonly damaged?: readonly string[];
}

export interface RunSession {
  readonly pid: number;
  readonly host: string;
  readonly started_at: string;
  readonly first_seq: number;
}

/** A run that is to be kept. */
export interface NewRun {
  readonly id: string;
  readonly flow: string;
  readonly file: string;
  /** Whose it is, where there are several. */
  readonly user?: string;
  /** What its flow is called by whoever serves it. */
  readonly served?: string;
  /** The conversation that it is a turn of. */
  readonly session?: string | undefined;
  /** Without secrets: it is written as it is. */
  readonly origin: Value;
  /** Texts that belong to it by name (the flow, the fingerprints); equal ones of several runs are kept once. */
  readonly attachments?: Readonly<Record<string, string>>;
}

/** Which runs, of those that there are; newest first. */
export interface RunFilter {
  readonly status?: StoredStatus | undefined;
  /** A flow's name, or its file. */
  readonly flow?: string | undefined;
  /** Begun then or later. */
  readonly since?: Date | undefined;
  readonly user?: string | undefined;
  /** Of a flow that is served as this. */
  readonly served?: string | undefined;
  /** Turns of this conversation. */
  readonly session?: string | undefined;
  /** Behind the run of this id. */
  readonly before?: string | undefined;
  readonly limit?: number | undefined;
}

/** The process that a run belongs to. */
export interface RunOwner {
  readonly id: string;
  readonly owner: ProcessIdentity;
  /** Whether it can be seen from here. */
  readonly life: 'alive' | 'unknown';
}
