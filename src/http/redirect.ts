import { isPrivateHost } from './address.ts';
import type { WireRequest, WireResponse } from './exchange.ts';
import { HttpFailure } from './http-failure.ts';
import { isSecretHeader } from './request-headers.ts';
import { readTarget, shownText, shownUrl } from './target.ts';

const redirects = [301, 302, 303, 307, 308];

/**
 * The request that an answer redirects to (RFC 9110, 15.4), or undefined where it doesn't redirect. `anyAddress`:
 * private addresses are allowed everywhere. Otherwise only a server that was reached at a private address by its own
 * right may send on, and only to itself. Throws {@link HttpFailure} `http-redirect-refused`.
 */
export function redirectOf(
  request: WireRequest,
  response: Pick<WireResponse, 'status' | 'headers'>,
  anyAddress: boolean,
): WireRequest | undefined {
  const location = response.headers.get('location');
  if (!redirects.includes(response.status) || location === undefined) return undefined;
  const from = request.url;
  const url = nextUrl(from, location);
  if (from.protocol === 'https:' && url.protocol === 'http:') {
    throw new HttpFailure('http-redirect-refused/insecure', {
      from: shownUrl(from),
      to: shownUrl(url),
    });
  }
  const sameOrigin = url.origin === from.origin;
  const toGet =
    response.status === 303
      ? request.method !== 'HEAD'
      : request.method === 'POST' && (response.status === 301 || response.status === 302);
  const keeps = (name: string): boolean =>
    name !== 'host' &&
    !(toGet && name.startsWith('content-')) &&
    (sameOrigin || isUpgrade(from, url) || !isSecretHeader(name));
  return {
    ...request,
    url,
    method: toGet ? 'GET' : request.method,
    body: toGet ? undefined : request.body,
    headers: new Map([...request.headers].filter(([name]) => keeps(name))),
    privateAllowed:
      anyAddress || (sameOrigin && request.privateAllowed && isPrivateHost(url.hostname)),
  };
}

/** Where a `Location` leads; credentials in it are the server's idea and are dropped. */
function nextUrl(from: URL, location: string): URL {
  // Header values arrive as UTF-8 here, which the URL parser percent-encodes.
  const absolute = URL.canParse(location, from.href) ? new URL(location, from.href).href : location;
  try {
    return readTarget(absolute).url;
  } catch (error) {
    throw new HttpFailure(
      'http-redirect-refused/url',
      { from: shownUrl(from), to: shownText(location) },
      { cause: error },
    );
  }
}

/** http to https on the same host and the usual ports: the receiver is the same. */
function isUpgrade(from: URL, to: URL): boolean {
  return (
    from.hostname === to.hostname &&
    from.protocol === 'http:' &&
    to.protocol === 'https:' &&
    from.port === '' &&
    to.port === ''
  );
}
