import type { Scope } from '../flow/expression/expression.ts';
import type { Value } from '../flow/value.ts';
import type { Look, Lookup, Reading } from './result-cache.ts';

/** A scope that writes down what is looked up in it. */
export class TracingScope implements Scope {
  readonly #inner: Scope;
  readonly #look: Look;
  readonly #readings = new Map<string, Reading>();
  /** Something was asked for that can't be written down, or was not there to be found. */
  #lost = false;

  constructor(inner: Scope, look: Look) {
    this.#inner = inner;
    this.#look = look;
  }

  /** What was looked up, in order; undefined where nobody can say. */
  get readings(): readonly Reading[] | undefined {
    return this.#lost ? undefined : [...this.#readings.values()];
  }

  lookup(name: string): Value | undefined {
    return this.read(['name', name]);
  }

  attribute(name: string, member: string): Value | undefined {
    return this.read(['member', name, member]);
  }

  names(): Iterable<string> {
    this.#lost = true;
    return this.#inner.names();
  }

  read(lookup: Lookup): Value | undefined {
    const key = lookup.join('\0');
    const known = this.#readings.get(key);
    if (known) return known.value;
    let value: Value | undefined;
    try {
      value = this.#look(lookup);
    } catch (error) {
      this.#lost = true;
      throw error;
    }
    this.#readings.set(key, { lookup, value });
    return value;
  }
}

/** Looks things up in a scope. */
export function lookIn(
  scope: Scope,
  world: { readonly inputs: () => Value; readonly parameters: () => Value },
): Look {
  return ([kind, name = '', member = '']) => {
    switch (kind) {
      case 'name':
        return scope.lookup(name);
      case 'member':
        return scope.attribute?.(name, member);
      case 'inputs':
        return world.inputs();
      case 'parameters':
        return world.parameters();
    }
  };
}
