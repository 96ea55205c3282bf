import type { Value } from '../flow/value.ts';

/**
 * A value that is put together only when somebody reads it: what an aggregator has gathered so far, of which each
 * round would otherwise make a copy.
 */
export class Later {
  readonly #make: () => Value;

  constructor(make: () => Value) {
    this.#make = make;
  }

  now(): Value {
    return this.#make();
  }
}
