import { printable } from '../diagnostics/printable.ts';
import type { WireRequest } from '../http/exchange.ts';
import type { Hider } from './hider.ts';
import { requestBody } from './recorded-body.ts';
import type { RecordedRequest } from './recorded.ts';

/** A request as it is kept and compared. */
export function recordedRequest(wire: WireRequest, hider: Hider): RecordedRequest {
  // A secret that stands in its body may be in its URL as well.
  recorded(wire, hider);
  return recorded(wire, hider);
}

function recorded({ method, url, headers, body }: WireRequest, hider: Hider): RecordedRequest {
  return {
    method,
    url: hider.text(url.href),
    headers: hider.requestHeaders(headers),
    body: requestBody(body, hider),
  };
}

/** A request as messages name it. */
export function shownRequest({ method, url }: RecordedRequest): string {
  const where = url.length > 120 ? `${url.slice(0, 120)}…` : url;
  // It may come from a file that somebody else has written.
  return printable(`${method} ${where}`);
}
