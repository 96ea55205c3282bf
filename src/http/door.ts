import type { LookupFunction } from 'node:net';
import type { DoorRequest, DoorResponse, DoorStream, PrivateAddresses } from './door-request.ts';
import type { Exchange, Interceptor } from './exchange.ts';
import { fetchThrough } from './fetch.ts';
import { proxySettings, type Environment, type ProxySettings } from './proxy.ts';
import { retry, systemClock, type Clock, type Retries } from './retry.ts';
import { Transport } from './transport.ts';
import { Trip } from './trip.ts';

export interface DoorSettings {
  /** For the proxies (`HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`). */
  readonly env: Environment;
  /** Proxies from elsewhere, in place of the environment's. */
  readonly proxy?: Partial<ProxySettings>;
  /** For requests that don't say; `direct` unless given. */
  readonly privateAddresses?: PrivateAddresses;
  readonly userAgent?: string;
  /** Milliseconds for making a connection. */
  readonly connectMs?: number;
  /** Stands around every exchange; unless given nothing does. */
  readonly intercept?: Interceptor;
  readonly lookup?: LookupFunction;
  readonly clock?: Clock;
}

/** The one way out: every network call of the tool leaves through it. */
export interface Door {
  /**
   * Sends a request and reads the whole answer, whatever its status. Rejects with an {@link HttpFailure}, or with the
   * signal's reason.
   */
  request(request: DoorRequest): Promise<DoorResponse>;
  /** The same, but resolves with the answer's head; retries end there. */
  open(request: DoorRequest): Promise<DoorStream>;
  /** The Fetch API through this door; failures are a TypeError whose cause is the {@link HttpFailure}. */
  readonly fetch: typeof globalThis.fetch;
  /** Closes all connections. */
  close(): Promise<void>;
}

const CONNECT_MS = 10_000;
const once: Retries = { times: 0 };

/** Makes the door; nothing is loaded or connected before the first call. */
export function createDoor(settings: DoorSettings): Door {
  const transport = new Transport({
    proxy: { ...proxySettings(settings.env), ...settings.proxy },
    connectMs: settings.connectMs ?? CONNECT_MS,
    ...(settings.lookup && { lookup: settings.lookup }),
  });
  const send: Exchange = (request) => transport.send(request);
  const { intercept, clock = systemClock, privateAddresses = 'direct' } = settings;
  const exchange: Exchange = intercept ? (request) => intercept(request, send) : send;

  const tripFor = (asked: DoorRequest): Trip =>
    new Trip(asked, asked.privateAddresses ?? privateAddresses, settings.userAgent ?? 'bisheng');

  async function request(asked: DoorRequest): Promise<DoorResponse> {
    const trip = tripFor(asked);
    const attempt = async (): Promise<DoorResponse> => trip.read(await trip.follow(exchange));
    try {
      return await retry(trip, asked.retries ?? once, clock, attempt);
    } finally {
      trip.deadline.end();
    }
  }

  async function open(asked: DoorRequest): Promise<DoorStream> {
    const trip = tripFor(asked);
    const attempt = () => trip.follow(exchange);
    try {
      return trip.stream(await retry(trip, asked.retries ?? once, clock, attempt));
    } catch (error) {
      trip.deadline.end();
      throw error;
    }
  }

  return { request, open, fetch: fetchThrough(open), close: () => transport.close() };
}
