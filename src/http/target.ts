import { HttpFailure } from './http-failure.ts';

/** Where a request goes: a URL without credentials and fragment, and what the credentials became. */
export interface Target {
  readonly url: URL;
  /** An `Authorization` header's value. */
  readonly authorization: string | undefined;
}

const SHOWN = 200;

/**
 * Reads an absolute http or https URL. `user:password@` becomes a Basic authorization (RFC 7617, UTF-8). Throws
 * {@link HttpFailure} `http-url`.
 */
export function readTarget(text: string): Target {
  // The URL parser drops line breaks and tabs without a word: what is checked would not be what was written.

  if (/[\u0000-\u001f\u007f]/.test(text.trim())) {
    throw new HttpFailure('http-url/control', { url: shownText(text) });
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    const key = url && text.includes('://') ? 'http-url/scheme' : 'http-url';
    throw new HttpFailure(key, { url: shownText(text) }, { hint: 'http-url/hint' });
  }
  const { username, password } = url;
  url.username = url.password = url.hash = '';
  if (!username && !password) return { url, authorization: undefined };
  const credentials = `${percentDecoded(username)}:${percentDecoded(password)}`;
  return { url, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** Percent-decodes a text; one that is no proper encoding stays as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Percent-encodes a text for one path segment or query value; broken Unicode becomes U+FFFD. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** A URL as messages show it: no credentials, no fragment, no values of the query. */
export function shownUrl(url: URL): string {
  const names = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '')
    .map((part) => (part.includes('=') ? `${part.slice(0, part.indexOf('='))}=…` : '…'));
  return cut(`${url.origin}${url.pathname}${names.length ? `?${names.join('&')}` : ''}`);
}

/** What somebody wrote for a URL, as messages show it. */
export function shownText(text: string): string {
  const visible = text
    .replace(/[?#].*$/s, '')
    .replace(/\/\/.*@/s, '//')
    .replace(/\p{C}/gu, '\uFFFD');
  return cut(visible);
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
