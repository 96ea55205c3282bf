import type { Value } from '../flow/value.ts';

/**
 * What can go wrong with an answer that has begun. `cut`: the connection breaks. `truncated`: the answer ends as if it
 * were whole. `malformed`: something comes that is no JSON. `stall`: nothing more comes, and the connection stays.
 */
export const faults = ['cut', 'truncated', 'malformed', 'stall'] as const;
export type Fault = (typeof faults)[number];

/** What a mock server answers, and how fast. Times are seconds. */
export interface MockScript {
  /** The models that it has; a request for another is answered with 404. Any where it says none. */
  readonly models?: readonly string[];
  /** A request with another key is answered with 401. Any where it says none. */
  readonly api_key?: string;
  /** Before the first token. */
  readonly latency?: number;
  /** Before each further chunk. */
  readonly chunk_delay?: number;
  /** Tokens in a chunk; 1 unless given. */
  readonly chunk_size?: number;
  /** Of embeddings; 256 unless given. */
  readonly dimensions?: number;
  /** The first that fits and is not used up answers. */
  readonly replies?: readonly MockReply[];
}

export interface MockReply {
  /** It answers requests for chat unless it says `embedding`. */
  readonly kind?: 'chat' | 'embedding';
  /** It fits where the last message of the user contains this, or one of these. Without it fits always. */
  readonly when?: string | readonly string[];
  /** So many requests it answers; without end where it does not say. */
  readonly times?: number;
  /** The answer; `{input}` is the last message of the user. A list is the chunks. */
  readonly text?: string | readonly string[];
  /** The answer as JSON. */
  readonly json?: Value;
  /** What the model thinks before it answers. */
  readonly reasoning?: string | readonly string[];
  readonly finish_reason?: string;
  readonly latency?: number;
  readonly chunk_delay?: number;
  /** An HTTP status other than 200: an error is answered. */
  readonly status?: number;
  /** The error's header that says when to come again. */
  readonly retry_after?: number;
  readonly fault?: Fault;
  /** So many chunks come before the fault; 1 unless given. A `stall` after 0: not even the head of the answer comes. */
  readonly after?: number;
}
