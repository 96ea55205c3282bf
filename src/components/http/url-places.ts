import { HttpFailure } from '../../http/http-failure.ts';
import { percentEncoded, shownText } from '../../http/target.ts';

/** A URL whose host stands complete before anything is filled in. */
const HOST_WRITTEN = /^[a-z][a-z\d+.-]*:\/\/[^/?#{\\]+(?:[/?#]|$)/i;
/** A step up or to the same place, in whatever spelling the URL parser reads as one. */
const DOT_SEGMENT = /[/\\](?:\.|%2e){1,2}(?=[/\\]|$)/i;

/** Whether a URL's text names its host itself, so that no data decides where the request goes. */
export function namesItsHost(source: string): boolean {
  return HOST_WRITTEN.test(source);
}

/**
 * What is put into a place of a URL's template: percent-encoded behind the host, so that a value stays one segment or
 * one query value. In the host only what a host is made of. A value at the very beginning is a URL itself.
 */
export function writeUrlPlace(text: string, before: string): string {
  if (before === '') return text;
  if (HOST_WRITTEN.test(before) && /:\/\/[^/?#]*[/?#]/.test(before)) return percentEncoded(text);
  if (/^[\p{L}\p{N}.:_[\]-]*$/u.test(text)) return text;
  throw new HttpFailure('http-url/host', { value: shownText(text), url: shownText(`${before}…`) });
}

/** Refuses a filled URL whose path would be another than the one written: a value of `..` steps up. */
export function checkSegments(url: string): void {
  const path = url.replace(/[?#].*$/s, '').replace(/^[^:]*:\/\/[^/]*/, '');
  if (DOT_SEGMENT.test(path)) throw new HttpFailure('http-url/segments', { url: shownText(url) });
}
