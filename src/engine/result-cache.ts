import type { Message } from '../messages/message.ts';
import type { Value, ValueObject } from '../flow/value.ts';

/**
 * Results that can stand for calls of components. What a result depends on besides the node and its inputs is found out
 * while the component runs: each name that it looks up is written down with its value, and must have that value again.
 */
export interface ResultCache {
  /** Undefined where a node's results are not cached. `node` as events name it. */
  of(node: string): NodeCache | undefined;
}

export interface NodeCache {
  /** The result for some inputs; or, where there is none but was one, why that is no good. */
  find(inputs: ValueObject, look: Look): Found;
  /** Keeps a result, with what its component has looked up. */
  put(inputs: ValueObject, readings: readonly Reading[], outputs: ValueObject): void;
}

export type Found =
  | { readonly outputs: ValueObject }
  | { readonly outputs?: never; readonly why: readonly Message[] };

/**
 * What a component can look up: a name in scope, a member of one (`writer.text`), all run inputs, all parameters.
 */
export type Lookup =
  | readonly ['name', string]
  | readonly ['member', string, string]
  | readonly ['inputs']
  | readonly ['parameters'];

/** The value of a lookup now; undefined: there is no such thing. May throw, which is no value either. */
export type Look = (lookup: Lookup) => Value | undefined;

/** What was looked up, and what was found. */
export interface Reading {
  readonly lookup: Lookup;
  readonly value: Value | undefined;
}
