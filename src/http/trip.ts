import { readableSize } from './byte-size.ts';
import { connectionFailure } from './connection-failure.ts';
import { Deadline } from './deadline.ts';
import { acceptedEncodings } from './decode.ts';
import { DEFAULT_MAX_BYTES } from './defaults.ts';
import type { DoorRequest, DoorResponse, DoorStream, PrivateAddresses } from './door-request.ts';
import type { Exchange, WireRequest, WireResponse } from './exchange.ts';
import { HttpFailure } from './http-failure.ts';
import { limited } from './limited.ts';
import { readMethod } from './method.ts';
import { redirectOf } from './redirect.ts';
import { requestHeaders } from './request-headers.ts';
import { readTarget, shownUrl } from './target.ts';

const IDLE_MS = 60_000;
const REDIRECTS = 5;

/** The answer where redirects have led to. */
export interface Arrival extends WireResponse {
  readonly url: URL;
  readonly method: string;
  /** Closes a body that nobody wants. */
  cancel(): void;
}

/** One request of a caller's: checked, with its defaults and its time. It can be made several times, within that time. */
export class Trip {
  readonly method: string;
  readonly deadline: Deadline;
  readonly #first: WireRequest;
  readonly #redirects: number;
  readonly #maxBytes: number;
  readonly #idleMs: number;
  readonly #anyAddress: boolean;

  /** Throws {@link HttpFailure} for a URL, method or header that can't be sent. The caller ends the deadline. */
  constructor(asked: DoorRequest, privateAddresses: PrivateAddresses, userAgent: string) {
    const { url, authorization } = readTarget(asked.url);
    const method = readMethod(asked.method ?? 'GET');
    const headers = requestHeaders(asked.headers ?? []);
    for (const [name, value] of [
      ['authorization', authorization],
      ['user-agent', userAgent],
      ['accept', '*/*'],
      ['accept-encoding', acceptedEncodings],
    ] as const) {
      if (value !== undefined && !headers.has(name)) headers.set(name, value);
    }
    this.#redirects = Math.max(0, asked.redirects ?? REDIRECTS);
    this.#maxBytes = asked.maxBytes ?? DEFAULT_MAX_BYTES;
    this.#idleMs = asked.idleMs ?? IDLE_MS;
    this.#anyAddress = privateAddresses === 'always';
    this.method = method;
    const limit = asked.timeoutMs ?? Infinity;
    this.deadline = new Deadline(asked.signal, limit, () => {
      return new HttpFailure('http-timeout', { host: url.host, seconds: limit / 1000 });
    });
    this.#first = {
      method,
      url,
      headers,
      body: typeof asked.body === 'string' ? Buffer.from(asked.body) : asked.body,
      signal: this.deadline.signal,
      privateAllowed: privateAddresses !== 'never',
      patient: limit === Infinity,
      model: asked.model,
    };
  }

  /** Sends the request and follows where its answers redirect to. */
  async follow(exchange: Exchange): Promise<Arrival> {
    let request = this.#first;
    for (let left = this.#redirects; ; left--) {
      this.deadline.signal.throwIfAborted();
      const response = await exchange(request);
      const { url, method } = request;
      const cancel = (): unknown => response.body.destroy();
      if (this.#redirects === 0) return { ...response, url, method, cancel };
      try {
        const next = redirectOf(request, response, this.#anyAddress);
        if (!next) return { ...response, url, method, cancel };
        if (left === 0) {
          const values = { from: shownUrl(this.#first.url), limit: this.#redirects };
          throw new HttpFailure('http-redirect-refused/limit', values);
        }
        request = next;
      } catch (error) {
        cancel();
        throw error;
      }
      cancel();
    }
  }

  /** Reads the whole body. */
  async read(arrival: Arrival): Promise<DoorResponse> {
    const { status, headers, url, method } = arrival;
    // Why read what is known to be too long? Encoded, nobody knows yet.
    const length = headers.has('content-encoding') ? 0 : Number(headers.get('content-length') ?? 0);
    if (length > this.#maxBytes && method !== 'HEAD') {
      arrival.cancel();
      throw this.#tooLarge(url);
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#chunks(arrival)) chunks.push(chunk);
    return { status, headers, body: Buffer.concat(chunks), url: url.href };
  }

  /** Hands the body over as it comes; its end is the end of the deadline. */
  stream(arrival: Arrival): DoorStream {
    const { status, statusText, headers, url } = arrival;
    const { deadline } = this;
    const chunks = this.#chunks(arrival);
    async function* body(): AsyncGenerator<Uint8Array> {
      try {
        yield* chunks;
      } finally {
        deadline.end();
      }
    }
    const cancel = (): void => {
      arrival.cancel();
      deadline.end();
    };
    return { status, statusText, headers, url: url.href, body: body(), cancel };
  }

  async *#chunks({ body, url }: Arrival): AsyncGenerator<Uint8Array> {
    try {
      yield* limited(body, {
        maxBytes: this.#maxBytes,
        idleMs: this.#idleMs,
        tooLarge: () => this.#tooLarge(url),
        stalled: () => this.#stalled(url),
      });
    } catch (error) {
      this.deadline.signal.throwIfAborted();
      throw connectionFailure(error, url, undefined);
    }
  }

  #tooLarge(url: URL): HttpFailure {
    const values = { url: shownUrl(url), limit: readableSize(this.#maxBytes) };
    return new HttpFailure('http-too-large', values);
  }

  #stalled(url: URL): HttpFailure {
    const values = { host: url.host, seconds: this.#idleMs / 1000 };
    return new HttpFailure('http-timeout/idle', values, { transient: true });
  }
}
