import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** By which names a server may be asked. */
export interface VisitorRules {
  /** The address that it listens on. */
  readonly host: string;
  /** Names by which it may be asked besides. */
  readonly names: readonly string[];
  /** Origins of pages of other servers that may ask it. */
  readonly origins: readonly string[];
}

/**
 * Why a request is not answered: `host` where it asks by a name that is not this server's (a name can be made to lead to
 * any address: DNS rebinding), `origin` where a page of another server has sent it. Also asked before an upgrade.
 */
export function visitorRefusal(
  { headers, url }: Pick<IncomingMessage, 'headers' | 'url'>,
  { host, names, origins }: VisitorRules,
): 'host' | 'origin' | undefined {
  const { origin } = headers;
  // A target with a name of its own is stronger than the header (RFC 9112, 3.2.2).
  const authority = /^[a-z]+:\/\/([^/?#]*)/i.exec(url ?? '')?.[1] ?? headers.host ?? '';
  const asked = hostOf(authority);
  const isOurs = isAddress(asked) || asked === host.toLowerCase() || names.includes(asked);
  if (!isOurs) return 'host';
  if (origin === undefined) return isCrossSite(headers) ? 'origin' : undefined;
  if (origins.includes(origin)) return undefined;
  return sameHost(origin, authority) ? undefined : 'origin';
}

/** Whether nobody but this machine can ask there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isCrossSite(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  // A person who follows a link from elsewhere looks at a page; nothing is done by that.
  if (headers['sec-fetch-mode'] === 'navigate') return false;
  return site === 'cross-site' || site === 'same-site';
}

function sameHost(origin: string, authority: string): boolean {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  return (
    url !== undefined && /^https?:$/.test(url.protocol) && url.host === authority.toLowerCase()
  );
}

/** Names can lead anywhere; an address is what it is. */
function isAddress(host: string): boolean {
  return host === 'localhost' || isIP(host) !== 0;
}

/** Without the port, in lower case; an address of version 6 without its brackets. */
function hostOf(authority: string): string {
  const [, inner, plain] =
    /^(?:\[([^\]]*)\]|([^:@/\\]*))(?::\d{1,5})?$/.exec(authority.toLowerCase()) ?? [];
  return inner ?? plain ?? '';
}
