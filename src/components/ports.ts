import type { MaybePromise, PortValue, PortValues } from '../engine/component.ts';
import { ItemStream } from '../engine/item-stream.ts';
import { Later } from '../engine/later.ts';
import type { Value } from '../flow/value.ts';

/** Outputs from their entries, the primary first; any name is an ordinary key. A later entry wins. */
export function portsOf(entries: Iterable<readonly [string, PortValue]>): PortValues {
  const ports = Object.create(null) as Record<string, PortValue>;
  for (const [name, value] of entries) ports[name] = value;
  return ports;
}

/** What stands under a name, or undefined. */
export function portOf(ports: PortValues, name: string): PortValue | undefined {
  return Object.hasOwn(ports, name) ? ports[name] : undefined;
}

/**
 * The value of an input that takes no streams, of which the engine has read any into a list before it called; None
 * where it is not there.
 */
export function inputValue(inputs: PortValues, name: string): Value {
  return settled(portOf(inputs, name) ?? null);
}

/** All inputs of a component that takes no streams. */
export function inputEntries(inputs: PortValues): [string, Value][] {
  return Object.entries(inputs).map(([name, value]) => [name, settled(value)]);
}

function settled(value: PortValue): Value {
  if (value instanceof ItemStream) throw new Error('a stream where none is taken');
  return value instanceof Later ? value.now() : value;
}

/** The plain value of anything: a stream is read into a list. */
export function plainValue(value: PortValue): MaybePromise<Value> {
  if (value instanceof ItemStream) return value.toList();
  return value instanceof Later ? value.now() : value;
}
