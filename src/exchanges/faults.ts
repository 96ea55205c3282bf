import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Exchange, WireRequest, WireResponse } from '../http/exchange.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { systemClock, type Clock } from '../http/retry.ts';
import type { Fault } from './fault.ts';

/** A fault that has struck. */
export interface Struck {
  readonly fault: Fault;
  readonly node: string | undefined;
}

export interface FaultsOptions {
  readonly faults: readonly Fault[];
  /** The same seed strikes the same requests, in whatever order they come. */
  readonly seed: number;
  readonly clock?: Clock;
}

/** Lets requests of one run fail on purpose. */
export class Faults {
  readonly #options: FaultsOptions;
  readonly #asked = new Map<string, number>();
  /** What has struck so far. */
  readonly struck: Struck[] = [];

  constructor(options: FaultsOptions) {
    this.#options = options;
  }

  /** Makes an exchange, or what the first fault that strikes makes of it. */
  async exchange(
    request: WireRequest,
    next: Exchange,
    node: string | undefined,
  ): Promise<WireResponse> {
    const meant = this.#options.faults.filter(({ target }) => isMeant(target, request, node));
    if (meant.length === 0) return next(request);
    const draw = this.#draw(request, node);
    const fault = meant.find(({ text, probability }) => draw(text) < probability);
    if (!fault) return next(request);
    this.struck.push({ fault, node });
    return this.#strike(fault, request, next);
  }

  async #strike(fault: Fault, request: WireRequest, next: Exchange): Promise<WireResponse> {
    const { host } = request.url;
    switch (fault.kind) {
      case 'timeout':
        throw injected('http-timeout/connect', fault, { host });
      case 'error':
        throw injected('http-connection/cut', fault, { host });
      case 'status':
        return statusAnswer(fault.status, fault);
      case 'slow':
        await (this.#options.clock ?? systemClock).sleep(fault.seconds * 1000, request.signal);
        return next(request);
      case 'cut':
      case 'stall': {
        const response = await next(request);
        const end =
          fault.kind === 'cut' ? injected('http-connection/cut', fault, { host }) : undefined;
        return { ...response, body: half(response.body, end, request.signal) };
      }
    }
  }

  /** Random numbers that depend on what is asked, by whom and for which time, and on nothing else. */
  #draw({ method, url, body }: WireRequest, node: string | undefined): (text: string) => number {
    const asked = createHash('sha256')
      // Not the host: the same flow may be tried against another server.
      .update(`${node ?? ''}\n${method} ${url.pathname}${url.search}\n`)
      .update(body ?? '')
      .digest('base64');
    const time = this.#asked.get(asked) ?? 0;
    this.#asked.set(asked, time + 1);
    const { seed } = this.#options;
    return (text) => {
      const hash = createHash('sha256').update(`${seed} ${time} ${asked} ${text}`).digest();
      return hash.readUIntBE(0, 6) / 2 ** 48;
    };
  }
}

function isMeant(target: string, { model }: WireRequest, node = ''): boolean {
  if (target === 'llm') return model !== undefined;
  if (target === 'http') return model === undefined;
  return node === target || node.startsWith(`${target}/`);
}

function injected(
  key: 'http-timeout/connect' | 'http-connection/cut',
  { text }: Fault,
  values: { readonly host: string },
): HttpFailure {
  const options = { hint: 'fault-struck', transient: true } as const;
  return new HttpFailure(key, { ...values, fault: text }, options);
}

function statusAnswer(status: number, { text }: Fault): WireResponse {
  const error = { message: `--fault ${text}`, type: 'fault' };
  return {
    status,
    statusText: '',
    headers: new Map([
      ['content-type', 'application/json'],
      // Whoever waits for less is not kept waiting by a fault.
      ...(status === 429 ? ([['retry-after', '0']] as const) : []),
    ]),
    body: Readable.from([Buffer.from(JSON.stringify({ error }))]),
  };
}

/** The first half of a body; then the failure, or nothing until whoever asked gives up. */
function half(body: Readable, end: Error | undefined, signal: AbortSignal): Readable {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    yield whole.subarray(0, Math.ceil(whole.byteLength / 2));
    if (end) throw end;
    await new Promise((_, reject) => {
      const stop = (): void => reject(signal.reason as Error);
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    });
  }
  const readable = Readable.from(pieces());
  readable.on('error', () => undefined);
  readable.on('close', () => body.destroy());
  return readable;
}
