import dns, { type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { bareHost, isPrivateAddress, isPrivateHost } from './address.ts';
import { answerOf, type Answer } from './answer.ts';
import { connectionFailure } from './connection-failure.ts';
import { decoded } from './decode.ts';
import type { WireRequest, WireResponse } from './exchange.ts';
import { HttpFailure } from './http-failure.ts';
import { proxyFor, type Proxy, type ProxySettings } from './proxy.ts';

/** A slow line needs more than the 250 ms that Node gives each of a host's addresses. */
const ADDRESS_ATTEMPT_MS = 1_000;
/** To one server; further requests wait for one to become free. */
const CONNECTIONS = 256;
/** How long the check of a name may take that the proxy will resolve for itself. */
const PROXIED_LOOKUP_MS = 2_000;
/** For a request without a time limit of its own. */
const HEAD_MS = 300_000;

export interface TransportSettings {
  readonly proxy: ProxySettings;
  readonly connectMs: number;
  /** Resolves names; node's own unless given. */
  readonly lookup?: LookupFunction;
}

/** Sends requests over the network: connections, proxies, TLS, and the one place that knows the library for it. */
export class Transport {
  readonly #settings: TransportSettings;
  readonly #lookup: LookupFunction;
  readonly #agents = new Map<string, Promise<Dispatcher>>();

  constructor(settings: TransportSettings) {
    this.#settings = settings;
    this.#lookup = settings.lookup ?? dns.lookup;
  }

  /** Sends one request; an Exchange. */
  async send(request: WireRequest): Promise<WireResponse> {
    const { url, method, headers, body, signal, privateAllowed, patient } = request;
    const proxy = proxyFor(url, this.#settings.proxy);
    if (!privateAllowed) await this.#refusePrivate(url, proxy !== undefined);
    const agent = await this.#agent(privateAllowed, proxy);
    signal.throwIfAborted();
    try {
      const options = {
        origin: url.origin,
        path: url.pathname + url.search,
        method: method as Dispatcher.HttpMethod,
        headers: Object.fromEntries(headers),
        body: body ?? null,
        headersTimeout: patient ? HEAD_MS : 0,
        bodyTimeout: 0,
      };
      const answer = await answerOf(agent, options, signal);
      const encoding = hasBody(method, answer) ? answer.headers.get('content-encoding') : undefined;
      return { ...answer, body: decoded(answer.body, encoding ?? '') };
    } catch (error) {
      signal.throwIfAborted();
      throw connectionFailure(error, url, proxy);
    }
  }

  /** Closes every connection; what is under way fails. */
  async close(): Promise<void> {
    const agents = [...this.#agents.values()];
    this.#agents.clear();
    await Promise.all(agents.map(async (agent) => (await agent).destroy()));
  }

  /** Connections that may lead to private addresses are never used for requests that may not. */
  #agent(privateAllowed: boolean, proxy: Proxy | undefined): Promise<Dispatcher> {
    const key = JSON.stringify([privateAllowed, proxy?.url, proxy?.authorization]);
    let agent = this.#agents.get(key);
    if (!agent) this.#agents.set(key, (agent = this.#connect(privateAllowed, proxy)));
    return agent;
  }

  async #connect(privateAllowed: boolean, proxy: Proxy | undefined): Promise<Dispatcher> {
    // CommonJS: in the bundle the default export is all that there is.
    const { default: undici } = await import('undici');
    const connections = CONNECTIONS;
    const connection = {
      timeout: this.#settings.connectMs,
      autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS,
    };
    if (!proxy) {
      const lookup = privateAllowed ? this.#lookup : publicOnly(this.#lookup);
      return new undici.Agent({ connections, connect: { ...connection, lookup } });
    }
    return new undici.ProxyAgent({
      uri: proxy.url,
      connections,
      ...(proxy.authorization && { token: proxy.authorization }),
      // Many proxies open tunnels to port 443 only: plain http is asked of the proxy itself.
      proxyTunnel: false,
      proxyTls: { ...connection, lookup: this.#lookup },
    });
  }

  /**
   * Refuses hosts that are written as private addresses; node asks no resolver for those. A proxy resolves names for
   * itself, so all that can be done for them is to look where they lead from here.
   */
  async #refusePrivate(url: URL, proxied: boolean): Promise<void> {
    const host = bareHost(url.hostname);
    if (isPrivateHost(host)) throw privateAddress(host, host);
    if (proxied && !isIP(host)) await this.#refusePrivateName(host);
  }

  #refusePrivateName(host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, PROXIED_LOOKUP_MS);
      publicOnly(this.#lookup)(host, { all: true }, (error) => {
        clearTimeout(timer);
        if (error instanceof HttpFailure) reject(error);
        else resolve();
      });
    });
  }
}

/** Whether there is anything to decode: an empty body is no proper gzip. */
function hasBody(method: string, { status, headers }: Answer): boolean {
  return (
    method !== 'HEAD' && status !== 204 && status !== 304 && headers.get('content-length') !== '0'
  );
}

/**
 * A resolver that fails for a name with a private address. What it checks is what is connected to: no second answer
 * of the name server can slip in between.
 */
function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      const found = error ? [] : typeof address === 'string' ? [address] : address.map(addressOf);
      const inside = found.find(isPrivateAddress);
      if (inside !== undefined) callback(privateAddress(hostname, inside), '', 0);
      else callback(error, address, family);
    });
  };
}

function addressOf({ address }: LookupAddress): string {
  return address;
}

function privateAddress(host: string, address: string): HttpFailure {
  const key = host === address ? 'http-private-address' : 'http-private-address/name';
  return new HttpFailure(key, { host, address });
}
