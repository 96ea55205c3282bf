import type { Span } from '@opentelemetry/api';
import { resourceFromAttributes, defaultResource } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { RunEvent } from '../engine/run-event.ts';
import { SecretMask } from '../engine/secrets.ts';
import type { Around } from '../engine/shared.ts';
import type { Plan } from '../flow/plan/plan.ts';
import type { Door } from '../http/door.ts';
import type { Interceptor } from '../http/exchange.ts';
import { message, type Message, type Say } from '../messages/message.ts';
import type { ModelConfig } from '../models/model-config.ts';
import type { Models } from '../models/models.ts';
import { Current } from './current.ts';
import { DoorExporter } from './exporter.ts';
import { tracedExchanges } from './http-spans.ts';
import { tracedModels } from './model-spans.ts';
import { RunSpans } from './run-spans.ts';
import type { TelemetrySettings } from './settings.ts';
import { Ids } from './trace-ids.ts';

/** Longer than this nobody waits for a collector when all else is done. Milliseconds. */
const LAST_MS = 5_000;
/** Spans that may wait to be sent, where the environment says nothing: a large flow ends sooner than they leave. */
const WAITING = 65_536;

/** Makes spans of runs and sends them. */
export interface Tracing {
  /** Stands around the exchanges of the project's nodes; `TypesOptions` of the project takes it. */
  readonly intercept: Interceptor;
  /** Stands around the project's models; the same. */
  readonly models: (models: Models) => Models;
  /** A run begins; `secrets` stand in none of its spans. */
  run(plan: Plan, secrets: readonly string[], say: Say): TracedRun;
  /**
   * Sends what has not been sent, for a few seconds at most. Gives what is to be said of spans that did not arrive; the
   * runs are none the worse for it.
   */
  close(): Promise<Message | undefined>;
}

export interface TracedRun {
  /** Takes an event as soon as it happens: what the node then does must find its span. */
  report(event: RunEvent): void;
  /** Takes an event of an earlier session of the run, before those of this one. */
  recall(event: RunEvent): void;
  /** `runFlow`'s. */
  readonly around: Around;
  /** Ends what is open. */
  close(): void;
}

export interface TracingOptions {
  readonly settings: TelemetrySettings;
  readonly door: Pick<Door, 'request'>;
  readonly version: string;
  /** The models that servers have, by name. */
  readonly models: ReadonlyMap<string, ModelConfig>;
  /** How long to wait at the end. */
  readonly lastMs?: number;
}

/** Begins to trace. Nothing is connected before there is something to send. */
export function startTracing(options: TracingOptions): Tracing {
  const { settings, door, version, lastMs = LAST_MS } = options;
  const exporter = new DoorExporter(settings, door);
  const ids = new Ids();
  const counter = new Counter();
  const asked = Number(process.env.OTEL_BSP_MAX_QUEUE_SIZE);
  const processor = new BatchSpanProcessor(exporter, { maxQueueSize: asked > 0 ? asked : WAITING });
  const provider = new BasicTracerProvider({
    idGenerator: ids,
    resource: defaultResource().merge(resourceFromAttributes(settings.resource)),
    spanProcessors: [counter, processor],
  });
  const tracer = provider.getTracer('bisheng', version);
  const current = new Current(tracer);
  const { content, parent } = settings;
  return {
    intercept: tracedExchanges(current, settings.propagate),
    models: (models) => tracedModels(models, { current, configs: options.models, content }),
    run: (plan, secrets, say) => {
      const spans = new RunSpans(plan, { tracer, ids, parent });
      const mask = new SecretMask(secrets);
      const spanOf = (node: string): Span | undefined => spans.spanOf(node);
      return {
        report: (event) => {
          // What is still on its way when its run ends is told as far as it has come.
          if (event.type === 'run_finished' || event.type === 'run_waiting') current.endAll(mask);
          spans.report(event);
        },
        recall: (event) => spans.recall(event),
        around: (node, call) => {
          const span = spanOf(node);
          return span ? current.within({ span, mask, say }, call) : call();
        },
        close: () => spans.close(),
      };
    },
    close: async () => {
      current.endAll();
      await within(lastMs, processor.forceFlush());
      await exporter.shutdown();
      const lost = counter.ended - exporter.arrived;
      if (lost <= 0) return undefined;
      const reason = exporter.failure ?? message('otel-stopped');
      return message('otel-lost', { url: shown(settings.url), lost, reason });
    },
  };
}

/** Counts the spans that should arrive. */
class Counter implements SpanProcessor {
  ended = 0;
  onStart(): void {
    // Only their ends count.
  }
  onEnd(span: ReadableSpan): void {
    if ((span.spanContext().traceFlags & 1) === 1) this.ended++;
  }
  async forceFlush(): Promise<void> {
    // Nothing waits here.
  }
  async shutdown(): Promise<void> {
    // Nothing is open.
  }
}

/** Waits for something, whatever comes of it, but no longer than `ms`. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const time = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work.catch(() => undefined), time]);
  clearTimeout(timer);
}

/** Without what is nobody's business. */
function shown(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}
