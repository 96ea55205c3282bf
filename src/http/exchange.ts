import type { Readable } from 'node:stream';
import type { HeaderMap } from './request-headers.ts';

/** One request to one server: what goes out, with redirects and retries already decided. */
export interface WireRequest {
  readonly method: string;
  /** Without credentials and fragment. */
  readonly url: URL;
  readonly headers: HeaderMap;
  readonly body: Uint8Array | undefined;
  /** Aborts the request and the reading of its answer. */
  readonly signal: AbortSignal;
  /** May be answered by loopback, private and link-local addresses. */
  readonly privateAllowed: boolean;
  /** No limit of the caller's on the time until the answer's head: a long one of the transport's holds. */
  readonly patient: boolean;
  /** The model that is asked, as bisheng.yaml names it; undefined for requests to other servers. */
  readonly model?: string | undefined;
}

/** A server's answer, whatever its status. */
export interface WireResponse {
  readonly status: number;
  readonly statusText: string;
  /** Names in lower case; several of one name are joined with a comma, cookies with a line break. */
  readonly headers: HeaderMap;
  /** Decoded (gzip, br, deflate). Whoever doesn't read it to the end destroys it. */
  readonly body: Readable;
}

/** Sends one request. Rejects with an HttpFailure, or with the signal's reason. */
export type Exchange = (request: WireRequest) => Promise<WireResponse>;

/** Stands around every exchange: to record, replay, count, fault or forbid. */
export type Interceptor = (request: WireRequest, next: Exchange) => Promise<WireResponse>;
