import { Readable } from 'node:stream';
import type { WireRequest, WireResponse } from '../http/exchange.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { differences, ignoring, requestKey, type Ignored } from './differences.ts';
import { notRecorded, type Drift } from './drift.ts';
import type { Hider } from './hider.ts';
import { bodyPieces } from './recorded-body.ts';
import { failureFrom } from './recorded-failure.ts';
import { recordedRequest } from './recorded-request.ts';
import { HIDDEN, type Recorded, type RecordedExchange, type RecordedRequest } from './recorded.ts';

export interface ReplayOptions {
  /** The cassette's file, as the user would write its path. */
  readonly file: string;
  /** Undefined: there is no such file. */
  readonly recorded: Recorded | undefined;
  readonly hider: Hider;
  /** An exchange may be answered more often than it was recorded: faults make nodes ask again. */
  readonly again: boolean;
}

/** Answers requests with what was recorded; nothing leaves the machine. */
export class Replay {
  readonly #options: ReplayOptions;
  readonly #ignored: Ignored;
  /** Recorded exchanges by what was asked; those that are not used yet. */
  readonly #waiting = new Map<string, RecordedExchange[]>();
  readonly #used = new Map<string, RecordedExchange[]>();
  readonly drifts: Drift[] = [];

  constructor(options: ReplayOptions) {
    this.#options = options;
    this.#ignored = ignoring(options.recorded?.ignore ?? []);
    for (const exchange of options.recorded?.exchanges ?? []) {
      put(this.#waiting, requestKey(exchange.request, this.#ignored), exchange);
    }
  }

  /** Exchanges that nobody has asked for. */
  get unused(): readonly RecordedExchange[] {
    const left = new Set([...this.#waiting.values()].flat());
    return (this.#options.recorded?.exchanges ?? []).filter((exchange) => left.has(exchange));
  }

  /** The recorded answer. Rejects with the recorded failure, or with HttpFailure `http-not-recorded`. */
  async exchange(wire: WireRequest, node: string | undefined): Promise<WireResponse> {
    wire.signal.throwIfAborted();
    const request = recordedRequest(wire, this.#options.hider);
    const exchange = this.#take(request, node) ?? this.#drift(request, node);
    const { response, failure, givenUp } = exchange;
    if (response) {
      const { status, headers } = response;
      return { status, statusText: '', headers, body: bodyOf(exchange, wire.signal) };
    }
    if (failure) throw failureFrom(failure);
    if (givenUp) await aborted(wire.signal);
    throw new Error('an exchange without an end');
  }

  /** The next exchange in which just this was asked, by the same node if there is one. */
  #take(request: RecordedRequest, node: string | undefined): RecordedExchange | undefined {
    const key = requestKey(request, this.#ignored);
    const fits = (exchange: RecordedExchange): boolean =>
      differences(exchange.request, request, this.#ignored).length === 0;
    const found =
      takeFrom(this.#waiting.get(key) ?? [], node, fits) ?? this.#takeHidden(node, fits);
    if (found) {
      put(this.#used, key, found);
      return found;
    }
    return this.#options.again ? this.#used.get(key)?.findLast(fits) : undefined;
  }

  /** One whose secrets only the recording knew. */
  #takeHidden(
    node: string | undefined,
    fits: (exchange: RecordedExchange) => boolean,
  ): RecordedExchange | undefined {
    for (const [key, waiting] of this.#waiting) {
      const found = key.includes(HIDDEN) ? takeFrom(waiting, node, fits) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  #drift(request: RecordedRequest, node: string | undefined): never {
    const drift: Drift = { node, request, ...this.#nearest(request, node) };
    this.drifts.push(drift);
    const recorded = this.#options.recorded !== undefined;
    throw new HttpFailure(...notRecorded(drift, this.#options.file, recorded));
  }

  /** The recorded exchange that is most like a request, and where they differ. */
  #nearest(request: RecordedRequest, node: string | undefined): Pick<Drift, 'nearest' | 'changes'> {
    const waiting = new Set(this.unused);
    let best: { cost: number; found: Pick<Drift, 'nearest' | 'changes'> } | undefined;
    for (const exchange of this.#options.recorded?.exchanges ?? []) {
      const changes = differences(exchange.request, request, this.#ignored);
      const elsewhere = changes.some(({ path }) => path === 'url' || path === 'method');
      const cost =
        changes.length +
        (elsewhere ? 1000 : 0) +
        (exchange.node === node ? 0 : 100) +
        (waiting.has(exchange) ? 0 : 10);
      if (!best || cost < best.cost) best = { cost, found: { nearest: exchange, changes } };
    }
    return best?.found ?? { nearest: undefined, changes: [] };
  }
}

/** Takes the first that fits out of a list, of the same node if there is one. */
function takeFrom(
  list: RecordedExchange[],
  node: string | undefined,
  fits: (exchange: RecordedExchange) => boolean,
): RecordedExchange | undefined {
  const own = list.findIndex((exchange) => exchange.node === node && fits(exchange));
  const index = own < 0 ? list.findIndex(fits) : own;
  return index < 0 ? undefined : list.splice(index, 1)[0];
}

/** Piece by piece what came, and at its end what ended it. */
function bodyOf({ response, failure, givenUp }: RecordedExchange, signal: AbortSignal): Readable {
  const pieces = response ? bodyPieces(response.body) : [];
  async function* body(): AsyncGenerator<Uint8Array> {
    for (const piece of pieces) {
      signal.throwIfAborted();
      yield piece;
    }
    if (failure) throw failureFrom(failure);
    if (givenUp) await aborted(signal);
  }
  const readable = Readable.from(body());
  // Whoever closes it early makes nobody's error.
  readable.on('error', () => undefined);
  return readable;
}

/** Rejects when a signal aborts, with its reason. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function put<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
