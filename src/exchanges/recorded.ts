import type { Value } from '../flow/value.ts';
import type { Message } from '../messages/message.ts';

/** A request as a cassette holds it and as later ones are compared with it: without secrets. */
export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  /** Those that say something about what is asked; names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** JSON as the value that it is, anything else as a text; undefined where there is none. */
  readonly body: Value | undefined;
}

/** A body that came back, in the form that reads best. */
export type RecordedBody =
  | { readonly form: 'none' }
  | { readonly form: 'json'; readonly value: Value }
  | { readonly form: 'text'; readonly text: string }
  | { readonly form: 'base64'; readonly text: string }
  | { readonly form: 'events'; readonly events: readonly RecordedEvent[] };

/** A server-sent event: its data on one line, or, where it has another form (a comment, one that is cut off), as it stands. */
export type RecordedEvent = { readonly data: string } | { readonly raw: string };

export interface RecordedResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: RecordedBody;
}

/** What a request or the reading of its answer came to nothing with. */
export interface RecordedFailure {
  readonly kind: 'http' | 'model';
  readonly text: Message;
  readonly hint: Message | undefined;
  readonly transient: boolean;
}

/** One request and what came of it. */
export interface RecordedExchange {
  /** The node that asked, as events name it; for readers, and to tell equal requests apart. */
  readonly node: string | undefined;
  /** As bisheng.yaml names it; undefined for requests to other servers. */
  readonly model: string | undefined;
  readonly request: RecordedRequest;
  /** Undefined where nothing came back. */
  readonly response: RecordedResponse | undefined;
  /** Instead of an answer, or behind what had come of one. */
  readonly failure: RecordedFailure | undefined;
  /** Whoever asked did not wait for the end: a time limit of the node's, a lost race, a cancelled run. */
  readonly givenUp: boolean;
}

/** What a cassette's file says. */
export interface Recorded {
  /** Paths in requests that are not compared, such as `body.seed`; written by hand. */
  readonly ignore: readonly string[];
  /** Environment variables that the flow has read, with their values; that of a secret is {@link HIDDEN}. */
  readonly variables: ReadonlyMap<string, string>;
  readonly exchanges: readonly RecordedExchange[];
}

/** Stands where a secret was; in a replay it stands for it. */
export const HIDDEN = '******';
