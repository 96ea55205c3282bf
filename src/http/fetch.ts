import type { DoorRequest, DoorStream } from './door-request.ts';
import { HttpFailure } from './http-failure.ts';
import type { PlainHeaders } from './plain-headers.ts';
import { PlainResponse } from './plain-response.ts';
import { isConnectionHeader } from './request-headers.ts';

/** Statuses whose answer has no body (Fetch standard, "null body status"). */
const bodiless = [101, 103, 204, 205, 304];
/** The standard knows no higher one. */
const HIGHEST_STATUS = 599;
/** A stream of a model's may be long. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * The Fetch API on top of a door's `open`, for libraries that take a `fetch`. What the network does wrong is a TypeError
 * with an {@link HttpFailure} as its cause. `limits` hold for every call.
 */
export function fetchThrough(
  open: (request: DoorRequest) => Promise<DoorStream>,
  limits: Pick<DoorRequest, 'idleMs' | 'maxBytes' | 'timeoutMs' | 'privateAddresses'> = {},
): typeof globalThis.fetch {
  return async (input, init) => {
    const { url, method, redirect, signal, headers, body } =
      plainRequest(input, init) ?? (await fullRequest(input, init));
    try {
      const stream = await open({
        maxBytes: MAX_BYTES,
        ...limits,
        url,
        method,
        headers: [...headers].filter(([name]) => !isConnectionHeader(name)),
        ...(body !== undefined && { body }),
        ...(signal && { signal }),
        ...(redirect !== 'follow' && { redirects: 0 }),
      });
      if (redirect === 'error' && stream.headers.has('location')) {
        stream.cancel();
        throw new TypeError('unexpected redirect');
      }
      return responseFrom(stream, method, url);
    } catch (error) {
      throw fetchError(error);
    }
  };
}

type Asked = Pick<Request, 'url' | 'method' | 'redirect'> & {
  readonly headers: Iterable<readonly [string, string]>;
  readonly signal: AbortSignal | null;
  readonly body: string | Uint8Array | undefined;
};

/** What a library mostly asks for, a text to a URL, without the cost of a Request object; undefined for anything else. */
function plainRequest(input: string | URL | Request, init: RequestInit = {}): Asked | undefined {
  const { method = 'GET', redirect = 'follow', headers, body, signal = null } = init;
  const isText = typeof body === 'string' && isHeaders(headers);
  if (typeof input !== 'string' || !isText || !headers.has('content-type')) return undefined;
  return {
    url: new URL(input).href,
    method: method.toUpperCase(),
    redirect,
    headers,
    body,
    signal,
  };
}

/** Ours or Node's, of which one must not ask by name. */
function isHeaders(headers: unknown): headers is PlainHeaders {
  return typeof headers === 'object' && headers !== null && 'getSetCookie' in headers;
}

async function fullRequest(input: string | URL | Request, init?: RequestInit): Promise<Asked> {
  const request = new Request(input, init);
  const { url, method, redirect, headers, signal } = request;
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
  return { url, method, redirect, headers, signal, body };
}

function responseFrom(stream: DoorStream, method: string, asked: string): Response {
  const { status, url } = stream;
  if (status > HIGHEST_STATUS) {
    stream.cancel();
    const { host } = new URL(url);
    throw new HttpFailure('http-connection/protocol', { host, cause: `status ${status}` });
  }
  const headers = [...stream.headers].flatMap(([name, value]) =>
    (name === 'set-cookie' ? value.split('\n') : [value]).map(
      (one) => [name, byteString(one)] as const,
    ),
  );
  const statusText = byteString(stream.statusText);
  const empty = bodiless.includes(status) || method === 'HEAD';
  if (empty) stream.cancel();
  const body = empty ? null : readable(stream);
  const head = { status, statusText, headers, url, redirected: url !== asked };
  // Of what the standard has beside, form data, copies and Node's own marks, no client of ours makes use.
  return new PlainResponse(body, head) as unknown as Response;
}

/**
 * A header's value as the Fetch standard has it: a character for each byte. A gateway's words may be in any script; signs
 * that no header may have are left out.
 */
function byteString(value: string): string {
  return Buffer.from(value)
    .toString('latin1')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
}

function readable(stream: DoorStream): ReadableStream<Uint8Array> {
  const chunks = stream.body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      } catch (error) {
        throw fetchError(error);
      }
    },
    cancel: () => stream.cancel(),
  });
}

/** As the Fetch standard has it: a TypeError for the network, the signal's own reason for an abort. */
function fetchError(error: unknown): unknown {
  return error instanceof HttpFailure ? new TypeError('fetch failed', { cause: error }) : error;
}
