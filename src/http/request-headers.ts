import { HttpFailure } from './http-failure.ts';

/** Header names in lower case, each with its value. */
export type HeaderMap = ReadonlyMap<string, string>;

/** What belongs to the connection and not to the request: set here and nowhere else (RFC 9110, 7.6.1). */
const connectionHeaders = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/;

/**
 * Checks headers and puts their names into lower case; a later one of the same name wins. Throws {@link HttpFailure}
 * `http-header` for a name or value that could be read as something else; the value is not in the message.
 */
export function requestHeaders(entries: Iterable<readonly [string, string]>): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of entries) {
    checkHeaderName(name);
    checkHeaderValue(name, value);
    headers.set(name.toLowerCase(), value.trim());
  }
  return headers;
}

/** Whether a text can be the name of a header. */
export function isHeaderName(name: string): boolean {
  return TOKEN.test(name);
}

/** Checks a header's name; see {@link requestHeaders}. */
export function checkHeaderName(name: string): void {
  if (!isHeaderName(name)) {
    throw new HttpFailure('http-header', { name: name.replace(/\p{C}/gu, '\uFFFD').slice(0, 80) });
  }
  if (isConnectionHeader(name)) throw new HttpFailure('http-header/connection', { name });
}

/** Checks a header's value; see {@link requestHeaders}. */
export function checkHeaderValue(name: string, value: string): void {
  if (/[\r\n\u0000]/.test(value)) throw new HttpFailure('http-header/line-break', { name });
  if (/[^\t\u0020-\u007e\u0080-\u00ff]/.test(value)) {
    throw new HttpFailure('http-header/characters', { name });
  }
}

/** Whether a header is about the connection, so that no caller sets it. */
export function isConnectionHeader(name: string): boolean {
  return connectionHeaders.has(name.toLowerCase());
}

/** Whether a header carries, or by its name seems to carry, something that only its first receiver may see. */
export function isSecretHeader(name: string): boolean {
  return /auth|cookie|key|token|secret|password|session|signature|(?:^|-)sign(?:-|$)|credential/.test(
    name,
  );
}
