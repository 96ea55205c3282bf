import type { Report } from '../diagnostics/diagnostic.ts';
import { parseExpressionField } from '../flow/parse/parse-expression-field.ts';
import { isPattern } from '../flow/parameters/pattern.ts';
import { keyText, valueOf, type MapTree, type Tree } from '../flow/tree.ts';
import { message, type MessageKey } from '../messages/message.ts';
import type { compileSchema } from './json-schema.ts';
import {
  all,
  equals,
  fitsSchema,
  hasFields,
  hasItem,
  hasItems,
  hasText,
  isNot,
  makesTrue,
  matches,
  type Matcher,
} from './matcher.ts';
import { textOf } from './text-of.ts';

/** Keys of an object that say how a value is looked at, instead of what it is. */
export const matcherKeys = [
  'equals',
  'contains',
  'matches',
  'schema',
  'expression',
  'not',
] as const;
type MatcherKey = (typeof matcherKeys)[number];

/** Reads matchers of a file. */
export class MatcherReader {
  readonly #report: Report;
  readonly #compile: typeof compileSchema | undefined;

  /** `compile` is needed where the file has a schema. */
  constructor(report: Report, compile: typeof compileSchema | undefined) {
    this.#report = report;
    this.#compile = compile;
  }

  /**
   * How a value must be: an object of {@link matcherKeys} alone says it; anything else is what the value must be, with
   * such objects in it where parts are looked at otherwise.
   */
  read(tree: Tree): Matcher {
    if (tree.kind === 'list') {
      return hasItems(
        tree.items.map((item) => this.read(item)),
        tree.location,
      );
    }
    if (tree.kind !== 'map') return equals(valueOf(tree), tree.location);
    const isMatcher =
      tree.entries.length > 0 && tree.entries.every(({ key }) => isMatcherKey(keyText(key)));
    if (!isMatcher) return hasFields(this.#fields(tree), false, tree.location);
    return all(
      tree.entries.flatMap(({ key, value }) => this.#condition(keyText(key) as MatcherKey, value)),
    );
  }

  /** The matchers of an object's keys. */
  #fields(tree: MapTree): Map<string, Matcher> {
    return new Map(tree.entries.map(({ key, value }) => [keyText(key), this.read(value)]));
  }

  #condition(key: MatcherKey, tree: Tree): Matcher | readonly Matcher[] {
    const { location } = tree;
    switch (key) {
      case 'equals':
        return equals(valueOf(tree), location);
      case 'not':
        return isNot(this.read(tree), location);
      case 'contains':
        return this.#contains(tree);
      case 'matches': {
        const pattern = valueOf(tree);
        if (typeof pattern === 'string' && isPattern(pattern)) return matches(pattern, location);
        return this.#wrong(tree, 'test-pattern');
      }
      case 'expression':
        return makesTrue(parseExpressionField(tree, this.#report));
      case 'schema': {
        const check = this.#compile?.(valueOf(tree)) ?? { problem: '' };
        if (typeof check === 'function') return fitsSchema(check, location);
        return this.#wrong(tree, 'test-schema-invalid', check.problem);
      }
    }
  }

  /** A part of a text, some keys of an object, or an item of a list; several parts all. */
  #contains(tree: Tree): readonly Matcher[] {
    const { location } = tree;
    if (tree.kind === 'map') {
      const isMatcher = tree.entries.every(({ key }) => isMatcherKey(keyText(key)));
      return [
        isMatcher
          ? hasItem(this.read(tree), location)
          : this.#objectOrItem(this.#fields(tree), tree),
      ];
    }
    if (tree.kind === 'list') return tree.items.flatMap((item) => this.#contains(item));
    const part = valueOf(tree);
    const item = hasItem(equals(part, location), location);
    const text = hasText(textOf(part), location);
    return [(actual, scope) => (Array.isArray(actual) ? item : text)(actual, scope)];
  }

  /** In a list, an item with these fields. */
  #objectOrItem(fields: ReadonlyMap<string, Matcher>, { location }: Tree): Matcher {
    const object = hasFields(fields, true, location);
    const item = hasItem(object, location);
    return (actual, scope) => (Array.isArray(actual) ? item : object)(actual, scope);
  }

  #wrong(tree: Tree, key: 'test-pattern' | 'test-schema-invalid', problem = ''): [] {
    this.#report({
      severity: 'error',
      code: 'test-expectation',
      message: message(key satisfies MessageKey, { problem, value: textOf(valueOf(tree)) }),
      location: tree.location,
    });
    return [];
  }
}

function isMatcherKey(key: string): boolean {
  return (matcherKeys as readonly string[]).includes(key);
}
