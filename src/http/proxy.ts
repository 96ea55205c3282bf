import { BlockList, isIP } from 'node:net';
import { bareHost, isLoopbackHost } from './address.ts';
import { HttpFailure } from './http-failure.ts';
import { percentDecoded } from './target.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Proxies as the environment's variables write them. */
export interface ProxySettings {
  readonly http: string | undefined;
  readonly https: string | undefined;
  /** Hosts that are reached directly, with commas between them. */
  readonly except: string | undefined;
}

export interface Proxy {
  /** Scheme, host and port; no credentials. */
  readonly url: string;
  /** `host:port`, for messages. */
  readonly shown: string;
  /** A `Proxy-Authorization` header's value. */
  readonly authorization: string | undefined;
}

/** The proxies of an environment: `http_proxy`, `https_proxy`, `no_proxy`, in lower case first, as curl has it. */
export function proxySettings(env: Environment): ProxySettings {
  const read = (name: string): string | undefined =>
    [env[name], env[name.toUpperCase()]].map((text) => text?.trim()).find(Boolean);
  return { http: read('http_proxy'), https: read('https_proxy'), except: read('no_proxy') };
}

/**
 * The proxy for a URL, or undefined where it is reached directly; this machine always is. Throws {@link HttpFailure}
 * `http-proxy` for a proxy that can't be understood.
 */
export function proxyFor(url: URL, settings: ProxySettings): Proxy | undefined {
  const secure = url.protocol === 'https:';
  const text = secure ? settings.https : settings.http;
  if (!text || isLoopbackHost(url.hostname) || isExcepted(url, settings.except ?? '')) {
    return undefined;
  }
  return readProxy(text, secure ? 'HTTPS_PROXY' : 'HTTP_PROXY');
}

function readProxy(text: string, variable: string): Proxy {
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (!url?.hostname)
    throw new HttpFailure('http-proxy', { variable }, { hint: 'http-proxy/hint' });
  if (!['http:', 'https:'].includes(url.protocol)) {
    const scheme = url.protocol.slice(0, -1);
    throw new HttpFailure('http-proxy/scheme', { variable, scheme }, { hint: 'http-proxy/hint' });
  }
  const { username, password } = url;
  const credentials = `${percentDecoded(username)}:${percentDecoded(password)}`;
  return {
    url: url.origin,
    shown: url.host,
    authorization:
      username || password ? `Basic ${Buffer.from(credentials).toString('base64')}` : undefined,
  };
}

/**
 * Whether NO_PROXY names a URL's host: `*`, a name (its subdomains too, with or without a leading dot), an IP address, a
 * network in CIDR notation; each may have a `:port`.
 */
function isExcepted(url: URL, list: string): boolean {
  const host = bareHost(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true;
    const [pattern, wantedPort] = splitPort(entry.toLowerCase());
    if (!pattern || (wantedPort && wantedPort !== port)) return false;
    if (pattern.includes('/')) return isInNetwork(host, pattern);
    const name = bareHost(pattern).replace(/^\*?\./, '');
    return host === name || (!isIP(host) && host.endsWith(`.${name}`));
  });
}

/** `host:port` taken apart; the colons of a bare IPv6 address are no port. */
function splitPort(entry: string): [host: string, port: string | undefined] {
  const match = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry);
  return match ? [match[1] ?? '', match[2]] : [entry, undefined];
}

function isInNetwork(host: string, network: string): boolean {
  const [base = '', bits = ''] = network.split('/');
  const address = bareHost(base);
  const version = isIP(address);
  const size = Number(bits);
  if (version === 0 || version !== isIP(host) || !/^\d+$/.test(bits)) return false;
  if (size > (version === 4 ? 32 : 128)) return false;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, size, family);
  return list.check(host, family);
}
