import type { Retries } from './retry.ts';
import type { HeaderMap } from './request-headers.ts';

/**
 * Which requests may be answered by loopback, private, link-local and metadata addresses: none; those to the URL itself,
 * but no redirect to another server; or all.
 */
export type PrivateAddresses = 'never' | 'direct' | 'always';

export interface DoorRequest {
  readonly url: string;
  /** `GET` unless given. */
  readonly method?: string;
  readonly headers?: Iterable<readonly [string, string]>;
  readonly body?: Uint8Array | string;
  readonly signal?: AbortSignal;
  /** Milliseconds for all of it: redirects, retries and the body. No limit unless given. */
  readonly timeoutMs?: number;
  /** Milliseconds between two chunks of the body; 60 s unless given. */
  readonly idleMs?: number;
  /** Of the decoded body; 10 MB unless given. */
  readonly maxBytes?: number;
  /** None unless given. */
  readonly retries?: Retries;
  /** How many are followed, 5 unless given; with 0 a redirect is an answer like others. */
  readonly redirects?: number;
  readonly privateAddresses?: PrivateAddresses;
  /** The model that is asked, for those who stand around exchanges. */
  readonly model?: string;
}

export interface DoorResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HeaderMap;
  readonly body: Uint8Array;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

export interface DoorStream extends Omit<DoorResponse, 'body'> {
  readonly statusText: string;
  /** Decoded; to be read once, or cancelled. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Gives the connection up. Never reading the body to its end nor cancelling keeps it open until the time is up. */
  cancel(): void;
}
