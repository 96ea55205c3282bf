import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/**
 * Why a request is not answered that a web page may have made its visitor's browser send; undefined for one that may be.
 * `host` is the address that the server listens on: on the loopback no request comes by another name.
 */
export function refusalOf(headers: IncomingHttpHeaders, host: string): string | undefined {
  const { origin, host: asked = '' } = headers;
  if (isLoopback(host) && !isAddress(hostOf(asked)) && hostOf(asked) !== host.toLowerCase()) {
    return `the host '${asked.slice(0, 100)}' is not this server`;
  }
  const site = headers['sec-fetch-site'];
  const isForeign = origin !== undefined && origin !== `http://${asked}`;
  if (isForeign || site === 'cross-site' || site === 'same-site') {
    return 'web pages of other servers are not answered';
  }
  return undefined;
}

/** Whether nobody but this machine can ask there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Names can lead anywhere, to this machine too; an address is what it is. */
function isAddress(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || isIP(host) !== 0;
}

/** Without the port, in lower case; an address of version 6 without its brackets. */
function hostOf(authority: string): string {
  const [, inner, plain] = /^(?:\[(.*)\]|([^:]*))(?::\d+)?$/.exec(authority.toLowerCase()) ?? [];
  return inner ?? plain ?? '';
}
