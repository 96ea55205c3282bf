import { nearestOrPart, sameButForm } from '../../diagnostics/nearest.ts';
import type { Report } from '../../diagnostics/diagnostic.ts';
import { message, type Message, type MessageKey } from '../../messages/message.ts';
import { colonHint } from '../read/colon-hint.ts';
import { renamed } from '../read/scalar-fixes.ts';
import {
  entry,
  keyText,
  type ListTree,
  type MapTree,
  type ScalarTree,
  type Tree,
} from '../tree.ts';

/**
 * Reads the fields of one map: a missing one and one whose value is not known yet are undefined, one of the wrong kind
 * is reported as `field-type` and then undefined too.
 */
export class Fields {
  readonly map: MapTree;
  readonly #report: Report;

  constructor(map: MapTree, report: Report) {
    this.map = map;
    this.#report = report;
  }

  tree(name: string): Tree | undefined {
    const tree = entry(this.map, name)?.value;
    return tree?.kind === 'scalar' && tree.value === null && !tree.quoted ? undefined : tree;
  }

  /** A text; a number or boolean is taken as its text. */
  text(name: string, kind: MessageKey = 'kind/text'): ScalarTree | undefined {
    const tree = this.tree(name);
    if (!tree || tree.kind === 'unknown') return undefined;
    if (tree.kind === 'scalar') return tree;
    return this.#wrong(name, tree, kind);
  }

  /** `kind` says what is expected, where that is no mere number; its place is `minimum`. */
  number(
    name: string,
    minimum: number,
    maximum = Infinity,
    kind: MessageKey = maximum === Infinity ? 'kind/number-from' : 'kind/number-between',
  ): number | undefined {
    const tree = this.tree(name);
    if (!tree || tree.kind === 'unknown') return undefined;
    const value = tree.kind === 'scalar' ? tree.value : undefined;
    if (typeof value === 'number' && value >= minimum && value <= maximum) return value;
    return this.#wrong(name, tree, kind, { minimum, maximum });
  }

  integer(name: string, minimum: number): number | undefined {
    const tree = this.tree(name);
    if (!tree || tree.kind === 'unknown') return undefined;
    const value = tree.kind === 'scalar' ? tree.value : undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= minimum) return value;
    return this.#wrong(name, tree, 'kind/integer-from', { minimum });
  }

  boolean(name: string): boolean | undefined {
    const tree = this.tree(name);
    if (!tree || tree.kind === 'unknown') return undefined;
    const value = tree.kind === 'scalar' ? tree.value : undefined;
    return typeof value === 'boolean' ? value : this.#wrong(name, tree, 'kind/boolean');
  }

  list(name: string): ListTree | undefined {
    const tree = this.tree(name);
    if (!tree || tree.kind === 'unknown') return undefined;
    return tree.kind === 'list' ? tree : this.#wrong(name, tree, 'kind/list');
  }

  object(name: string, kind: MessageKey = 'kind/object'): MapTree | undefined {
    const tree = this.tree(name);
    if (!tree || tree.kind === 'unknown') return undefined;
    if (tree.kind === 'map') return tree;
    return this.#wrong(name, tree, colonHint(tree) ?? kind);
  }

  /**
   * Warns of keys that nobody knows. `what` names the kind of map in a message; `advice` says what to do about a key,
   * where that is not to write one that looks like it. `synonyms`: what a key is called elsewhere, and what here.
   */
  warnUnknown(
    known: readonly string[],
    what: MessageKey,
    advice: (key: string) => Message | undefined = () => undefined,
    synonyms: ReadonlyMap<string, string> = new Map(),
  ): void {
    for (const { key } of this.map.entries) {
      const name = keyText(key);
      if (known.includes(name)) continue;
      const synonym = synonyms.get(name);
      const near = synonym ?? nearestOrPart(name, known);
      this.#report({
        severity: 'warning',
        code: 'key-unknown',
        message: message(what, { key: name }),
        location: key.location,
        hint:
          advice(name) ??
          (near ? message('did-you-mean', { name: near }) : message('key-unknown/hint', { known })),
        ...renamed(key, synonym ?? sameButForm(name, known), this.map),
      });
    }
  }

  #wrong(
    name: string,
    tree: Tree,
    kind: MessageKey,
    values: Record<string, number> = {},
  ): undefined {
    this.#report({
      severity: 'error',
      code: 'field-type',
      message: message('field-type', { field: name }),
      location: tree.location,
      hint: message(kind, values),
    });
    return undefined;
  }
}
