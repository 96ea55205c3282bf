import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Door } from '../http/door.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { message, type Message } from '../messages/message.ts';
import type { TelemetrySettings } from './settings.ts';

/** Answers that the specification of OTLP calls worth another try. */
const RETRIED = [429, 502, 503, 504];
const compressed = promisify(gzip);

/**
 * Sends spans to a collector through the door, so that they take the same ways (proxies, certificates) as all other
 * calls. What goes wrong is counted, and nobody is kept from working by it.
 */
export class DoorExporter implements SpanExporter {
  readonly #settings: TelemetrySettings;
  readonly #door: Pick<Door, 'request'>;
  readonly #open = new Set<AbortController>();
  /** Spans that have arrived. */
  #arrived = 0;
  #failure: Message | undefined;

  constructor(settings: TelemetrySettings, door: Pick<Door, 'request'>) {
    this.#settings = settings;
    this.#door = door;
  }

  get arrived(): number {
    return this.#arrived;
  }

  /** Why some have not. */
  get failure(): Message | undefined {
    return this.#failure;
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    const stop = new AbortController();
    this.#open.add(stop);
    const sent = this.#send(spans, stop.signal).finally(() => this.#open.delete(stop));
    sent.then(
      () => done({ code: ExportResultCode.SUCCESS }),
      (error: unknown) => {
        this.#failure ??= wordsFor(error);
        done({ code: ExportResultCode.FAILED });
      },
    );
  }

  /** Gives up what is on its way. */
  shutdown(): Promise<void> {
    for (const stop of this.#open) stop.abort();
    return Promise.resolve();
  }

  async #send(spans: ReadableSpan[], signal: AbortSignal): Promise<void> {
    const { url, protocol, headers, timeoutMs } = this.#settings;
    const isJson = protocol === 'http/json';
    const serializer = isJson ? JsonTraceSerializer : ProtobufTraceSerializer;
    const plain = serializer.serializeRequest(spans) ?? new Uint8Array();
    const body = this.#settings.gzip ? await compressed(plain) : plain;
    const { status, body: answer } = await this.#door.request({
      url,
      method: 'POST',
      headers: [
        ...headers,
        ['content-type', isJson ? 'application/json' : 'application/x-protobuf'],
        ...(this.#settings.gzip ? ([['content-encoding', 'gzip']] as const) : []),
      ],
      body,
      timeoutMs,
      signal,
      // Once it has failed, it is no use to be patient with it each time.
      retries: { times: this.#failure ? 0 : 1, methods: ['POST'], statuses: RETRIED },
    });
    if (status < 200 || status >= 300) throw new Refused(status);
    this.#arrived +=
      spans.length - rejected(answer, (bytes) => serializer.deserializeResponse(bytes));
  }
}

class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super();
    this.status = status;
  }
}

function wordsFor(error: unknown): Message {
  if (error instanceof HttpFailure) return error.text;
  if (error instanceof Refused) return message('otel-refused', { status: error.status });
  return message('otel-stopped');
}

/** How many spans a collector that has taken a request did not want. */
function rejected(
  answer: Uint8Array,
  read: (bytes: Uint8Array) => {
    readonly partialSuccess?: { readonly rejectedSpans?: number | string };
  },
): number {
  if (answer.length === 0) return 0;
  try {
    const count = Number(read(answer).partialSuccess?.rejectedSpans ?? 0);
    return count > 0 ? count : 0;
  } catch {
    // What it says beside “taken” need not be understood.
    return 0;
  }
}
