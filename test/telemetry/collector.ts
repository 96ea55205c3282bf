import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { readProtobuf } from './read-protobuf.ts';

export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly {
    readonly name: string;
    readonly attributes: Readonly<Record<string, unknown>>;
  }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code: number; readonly message: string };
  readonly start: bigint;
  readonly end: bigint;
  readonly resource: Readonly<Record<string, unknown>>;
}

export interface Collector {
  readonly url: string;
  readonly spans: CollectedSpan[];
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  readonly span: (name: string) => CollectedSpan;
}

export interface CollectorOptions {
  /** What it answers each request with; 200 unless given. */
  readonly status?: number;
  /** It takes requests and says nothing. */
  readonly silent?: boolean;
}

/** A collector of OTLP over HTTP, in JSON and protobuf, on a port of its own; it ends with the tests. */
export async function startCollector({
  status = 200,
  silent = false,
}: CollectorOptions = {}): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const requests: Collector['requests'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ path: request.url ?? '', headers: request.headers });
      if (silent) return;
      const isJson = request.headers['content-type'] === 'application/json';
      let body = Buffer.concat(chunks);
      if (request.headers['content-encoding'] === 'gzip') body = gunzipSync(body);
      if (status === 200)
        spans.push(...spansOf(isJson ? JSON.parse(body.toString()) : readProtobuf(body)));
      response.writeHead(status, { 'content-type': request.headers['content-type'] });
      response.end(isJson ? '{}' : '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    requests,
    span: (name) => {
      const found = spans.find((span) => span.name === name);
      if (!found)
        throw new Error(`no span ${name} among ${spans.map((one) => one.name).join(', ')}`);
      return found;
    },
  };
}

/** The parts of OTLP's JSON that matter here; what {@link readProtobuf} gives has the same form. */
interface Otlp {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: readonly Pair[] };
    readonly scopeSpans?: readonly { readonly spans?: readonly OtlpSpan[] }[];
  }[];
}
interface OtlpSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes?: readonly Pair[];
  readonly events?: readonly { readonly name: string; readonly attributes?: readonly Pair[] }[];
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status?: { readonly code?: number; readonly message?: string };
}
interface Pair {
  readonly key: string;
  readonly value: AnyValue;
}
interface AnyValue {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values?: readonly AnyValue[] };
}

function spansOf(body: unknown): CollectedSpan[] {
  const { resourceSpans = [] } = body as Otlp;
  return resourceSpans.flatMap(({ resource, scopeSpans = [] }) =>
    scopeSpans.flatMap(({ spans = [] }) =>
      spans.map((span) => ({
        name: span.name,
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId ?? '',
        kind: span.kind,
        attributes: pairs(span.attributes),
        events: (span.events ?? []).map(({ name, attributes }) => ({
          name,
          attributes: pairs(attributes),
        })),
        links: (span.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
        status: { code: span.status?.code ?? 0, message: span.status?.message ?? '' },
        start: BigInt(span.startTimeUnixNano),
        end: BigInt(span.endTimeUnixNano),
        resource: pairs(resource?.attributes),
      })),
    ),
  );
}

function pairs(list: readonly Pair[] = []): Record<string, unknown> {
  return Object.fromEntries(list.map(({ key, value }) => [key, plain(value)]));
}

function plain(value: AnyValue): unknown {
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(plain);
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.stringValue ?? value.doubleValue ?? value.boolValue;
}
