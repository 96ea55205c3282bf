import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, trace, type Span, type SpanOptions, type Tracer } from '@opentelemetry/api';
import type { SecretMask } from '../engine/secrets.ts';
import type { Message, Say } from '../messages/message.ts';

/** In which span something is done, and for which run. */
export interface Place {
  readonly span: Span;
  readonly mask: SecretMask;
  readonly say: Say;
}

/** Knows of all that is done in which span it belongs; where that is nowhere, nothing is traced. */
export class Current {
  readonly #tracer: Tracer;
  readonly #places = new AsyncLocalStorage<Place>();
  /** Calls that are on their way. */
  readonly #open = new Map<Span, Place>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  get place(): Place | undefined {
    return this.#places.getStore();
  }

  within<T>(place: Place, work: () => T): T {
    return this.#places.run(place, work);
  }

  /** Begins a span in the one that a place has. Times are in whole milliseconds, as those of events. */
  begin(name: string, options: SpanOptions, place: Place): Span {
    const context = trace.setSpan(ROOT_CONTEXT, place.span);
    const child = this.#tracer.startSpan(name, { ...options, startTime: Date.now() }, context);
    this.#open.set(child, place);
    return child;
  }

  end(span: Span): void {
    if (this.#open.delete(span)) span.end(Date.now());
  }

  /** Ends what is on its way, of one run or, without its mask, of all. */
  endAll(mask?: SecretMask): void {
    for (const [span, place] of this.#open) if (!mask || place.mask === mask) this.end(span);
  }
}

/** What went wrong with a call, as a run would tell it. */
export function failureOf(error: unknown, { say, mask }: Place): { code: string; message: string } {
  const { code, text } = (error ?? {}) as { code?: unknown; text?: unknown };
  if (typeof code === 'string' && typeof text === 'object') {
    return { code, message: mask.text(say(text as Message)) };
  }
  const name = error instanceof Error ? error.name : 'Error';
  return { code: name === 'AbortError' ? 'cancelled' : name, message: '' };
}
