import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { Interceptor, WireRequest } from '../http/exchange.ts';
import { shownUrl } from '../http/target.ts';
import { failureOf, type Current } from './current.ts';
import { tellFailure } from './run-spans.ts';
import { traceparentOf } from './trace-ids.ts';

/**
 * Makes a span of each exchange with a server, as OpenTelemetry's conventions for HTTP clients want it; it ends with the
 * answer's body. `propagate`: the server is told to which span the request belongs, unless the request does so itself.
 */
export function tracedExchanges(current: Current, propagate: boolean): Interceptor {
  return async (request, next) => {
    const { place } = current;
    if (!place) return next(request);
    const { method, url } = request;
    const span = current.begin(
      method,
      {
        kind: SpanKind.CLIENT,
        attributes: {
          'http.request.method': method,
          'url.full': place.mask.text(shownUrl(url)),
          'server.address': url.hostname,
          'server.port': Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
        },
      },
      place,
    );
    try {
      const asked = propagate ? withParent(request, traceparentOf(span.spanContext())) : request;
      const response = await next(asked);
      const { status, body } = response;
      span.setAttribute('http.response.status_code', status);
      if (status >= 400) {
        span.setAttribute('error.type', String(status));
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      body.once('close', () => current.end(span));
      return response;
    } catch (error) {
      tellFailure(span, failureOf(error, place));
      current.end(span);
      throw error;
    }
  };
}

function withParent(request: WireRequest, parent: string): WireRequest {
  if (request.headers.has('traceparent')) return request;
  return { ...request, headers: new Map([...request.headers, ['traceparent', parent]]) };
}
