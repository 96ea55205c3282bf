import { isObject, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { PortValues, World } from './component.ts';
import type { Emitter } from './emitter.ts';
import { ItemStream } from './item-stream.ts';
import { forEvent } from './node-events.ts';
import type { NodeScope } from './node-scope.ts';
import type { Look, NodeCache } from './result-cache.ts';
import type { NodeRef } from './run-event.ts';
import type { RunState } from './run-state.ts';
import { lookIn, TracingScope } from './tracing-scope.ts';
import type { WorldReads } from './world-reads.ts';

/** A call of a component whose result may be cached already, or is cached afterwards. */
export class CachedCall {
  readonly #cache: NodeCache;
  readonly #inputs: ValueObject;
  readonly #look: Look;
  readonly scope: TracingScope;

  private constructor(cache: NodeCache, inputs: ValueObject, scope: NodeScope, world: World) {
    this.#cache = cache;
    this.#inputs = inputs;
    this.#look = lookIn(scope, {
      inputs: () => plainOf(world.inputs),
      parameters: () => world.parameters,
    });
    this.scope = new TracingScope(scope, this.#look);
  }

  /** Undefined where a call can't be cached: an input is read only as it is needed. */
  static of(
    cache: NodeCache,
    inputs: PortValues,
    scope: NodeScope,
    { world }: RunState,
  ): CachedCall | undefined {
    if (holdsStream(inputs)) return undefined;
    return new CachedCall(cache, forEvent(inputs), scope, world);
  }

  /** The outputs that are cached; where there were some that are no good any more, an event says why. */
  find(emitter: Emitter, ref: NodeRef): ValueObject | undefined {
    const found = this.#cache.find(this.#inputs, this.#look);
    if (found.outputs) return found.outputs;
    if (found.why.length > 0) {
      const and = emitter.say(message('reuse/and'));
      const reasons = found.why.map((why) => emitter.say(why)).join(and);
      const text = emitter.say(message('cache-again', { reasons }));
      emitter.emit({ type: 'log', ...ref, level: 'info', message: text });
    }
    return undefined;
  }

  /** Keeps what has come of it, unless it is a secret, or not to be had again from its text. */
  keep(outputs: PortValues, emitter: Emitter, reads: WorldReads): void {
    if (holdsStream(outputs)) return;
    const values = forEvent(outputs);
    if (!isWritable(values) || emitter.conceals(values)) return;
    try {
      if (reads.inputs) this.scope.read(['inputs']);
      if (reads.parameters) this.scope.read(['parameters']);
    } catch {
      return;
    }
    const { readings } = this.scope;
    if (readings) this.#cache.put(this.#inputs, readings, values);
  }
}

function holdsStream(values: PortValues): boolean {
  return Object.values(values).some((value) => value instanceof ItemStream);
}

/** Throws where an input is a stream: it has no value that could be compared. */
function plainOf(inputs: PortValues): ValueObject {
  if (holdsStream(inputs)) throw new Error('a stream has no value');
  return forEvent(inputs);
}

/** Whether a value is the same when it has been written as JSON and read again. */
function isWritable(value: Value): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value === 'bigint') return !Number.isSafeInteger(Number(value));
  if (Array.isArray(value)) return (value as readonly Value[]).every(isWritable);
  return !isObject(value) || Object.values(value).every(isWritable);
}
