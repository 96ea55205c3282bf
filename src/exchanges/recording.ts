import { pipeline, Transform, type Readable } from 'node:stream';
import { connectionFailure } from '../http/connection-failure.ts';
import type { Exchange, WireRequest, WireResponse } from '../http/exchange.ts';
import { retryAfter, systemClock } from '../http/retry.ts';
import type { Message, MessageValues } from '../messages/message.ts';
import type { Hider } from './hider.ts';
import { recordedBody } from './recorded-body.ts';
import { failureOf } from './recorded-failure.ts';
import { recordedRequest } from './recorded-request.ts';
import type { RecordedExchange, RecordedFailure } from './recorded.ts';

/** An exchange while it goes on; bytes as they were. */
interface Running {
  readonly node: string | undefined;
  readonly request: WireRequest;
  response?: WireResponse;
  readonly chunks: Uint8Array[];
  failure?: RecordedFailure;
  /** All that will come has come. */
  over?: boolean;
}

/** Keeps what is asked of servers and what comes of it. */
export class Recording {
  readonly #hider: Hider;
  readonly #running: Running[] = [];

  constructor(hider: Hider) {
    this.#hider = hider;
  }

  /** Makes an exchange and keeps it. Rejects with what the exchange rejects with. */
  async exchange(
    request: WireRequest,
    next: Exchange,
    node: string | undefined,
  ): Promise<WireResponse> {
    const running: Running = { node, request, chunks: [] };
    this.#running.push(running);
    try {
      const response = await next(request);
      running.response = response;
      return { ...response, body: heard(response.body, running) };
    } catch (error) {
      end(running, error);
      throw error;
    }
  }

  /** What has been kept, in the order in which it was asked; without secrets. */
  exchanges(): readonly RecordedExchange[] {
    // Twice: a secret that an answer brings may stand in requests before it.
    for (const running of this.#running) this.#recorded(running);
    return this.#running.map((running) => this.#recorded(running));
  }

  #recorded({ node, request, response, chunks, failure, over }: Running): RecordedExchange {
    const type = response?.headers.get('content-type') ?? '';
    return {
      node,
      model: request.model,
      request: recordedRequest(request, this.#hider),
      response: response && {
        status: response.status,
        headers: this.#hider.responseHeaders(
          lasting(response.headers),
          request.model !== undefined,
        ),
        body: recordedBody(Buffer.concat(chunks), type, this.#hider),
      },
      failure: failure && this.#hidden(failure),
      givenUp: over !== true,
    };
  }

  /** Servers tell in their own words what is wrong with a key. */
  #hidden(failure: RecordedFailure): RecordedFailure {
    const hide = ({ key, values }: Message): Message => ({
      key,
      ...(values && {
        values: Object.fromEntries(
          Object.entries(values).map(([name, value]) => [name, hideValue(value)]),
        ),
      }),
    });
    const hideValue = (value: MessageValues[string]): MessageValues[string] => {
      if (typeof value === 'string') return this.#hider.text(value);
      if (typeof value === 'number') return value;
      return 'key' in value ? hide(value) : value.map((text) => this.#hider.text(text));
    };
    return { ...failure, text: hide(failure.text), hint: failure.hint && hide(failure.hint) };
  }
}

/** A body that is listened to while somebody reads it. */
function heard(body: Readable, running: Running): Readable {
  const through = new Transform({
    transform: (chunk: Uint8Array, _, done) => {
      running.chunks.push(chunk);
      done(null, chunk);
    },
  });
  return pipeline(body, through, (error) => end(running, error ?? undefined));
}

/** Notes how an exchange, or the reading of its answer, has ended. */
function end(running: Running, error: unknown): void {
  const { signal, url } = running.request;
  const isAborted = signal.aborted;
  const reason: unknown = isAborted ? signal.reason : error;
  const isClosed = running.response !== undefined && isPrematureClose(error);
  // Whoever closes an answer early, unasked, has all that it wants.
  running.over = !isAborted || failureOf(reason) !== undefined;
  if (error === undefined || (isClosed && !isAborted)) return;
  const failure =
    failureOf(reason) ??
    (isAborted ? undefined : failureOf(connectionFailure(error, url, undefined)));
  if (failure) running.failure = failure;
}

function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

/** A date to try again at is a pause: a replay comes later. */
function lasting(headers: WireResponse['headers']): WireResponse['headers'] {
  const pause = headers.get('retry-after');
  const ms = retryAfter(pause, systemClock);
  if (pause === undefined || ms === undefined || /^\d+$/.test(pause)) return headers;
  return new Map([...headers, ['retry-after', String(Math.ceil(ms / 1000))]]);
}
