import type { Scope } from '../flow/expression/expression.ts';
import type { ValueObject } from '../flow/value.ts';

/** A scope with a few names more, which are nearer than those that it has. */
export function withNames(scope: Scope, values: ValueObject): Scope {
  const has = (name: string): boolean => Object.hasOwn(values, name);
  return {
    lookup: (name) => (has(name) ? values[name] : scope.lookup(name)),
    attribute: (name, member) => (has(name) ? undefined : scope.attribute?.(name, member)),
    *names() {
      yield* Object.keys(values);
      for (const name of scope.names()) if (!has(name)) yield name;
    },
  };
}
