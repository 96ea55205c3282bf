import type { Location, Report } from '../../diagnostics/diagnostic.ts';
import type { ParameterValues } from './bind-parameters.ts';
import type { IsExpression } from './expression-fields.ts';
import { FilledScalars } from './fill-scalar.ts';
import { child, keyText, type MapEntry, type MapTree, type Tree } from '../tree.ts';

/**
 * Fills the placeholders of a flow's tree, in one pass: what is put in is never looked at again. A text that is
 * nothing but `${name}` takes the value with its type, in a longer one texts go in as they are and anything else as
 * JSON, in an expression every value becomes a literal. `$${` means `${`. Keys and `parameters` stay as they are, and
 * so does every part without placeholders. What is not known yet makes its text unknown, in an expression it stays
 * `${name}`. Adds the values of `${env.NAME}` to the secrets, unless a parameter declares them open.
 */
export function instantiate(
  tree: MapTree,
  values: ParameterValues,
  isExpression: IsExpression,
  report: Report,
): MapTree {
  const signs = signsIn(tree.location.file.text);
  if (signs.length === 0) return tree;
  const walk = new Walk(signs, values, isExpression, report);
  const entries = tree.entries.map((entry) =>
    keyText(entry.key) === 'parameters' ? entry : walk.entry(entry),
  );
  return withEntries(tree, entries);
}

/** Where placeholders may be: at their own signs, at a backslash (the escape of one), and at an alias's asterisk. */
function signsIn(text: string): number[] {
  const signs: number[] = [];
  const sign = /\$\{|[\\*]/g;
  for (let found = sign.exec(text); found; found = sign.exec(text)) signs.push(found.index);
  return signs;
}

class Walk {
  readonly #signs: readonly number[];
  readonly #values: ParameterValues;
  readonly #isExpression: IsExpression;
  readonly #fill: FilledScalars;
  readonly #path: (string | number)[] = [];
  #nodeType: string | undefined;

  constructor(
    signs: readonly number[],
    values: ParameterValues,
    isExpression: IsExpression,
    report: Report,
  ) {
    this.#signs = signs;
    this.#values = values;
    this.#isExpression = isExpression;
    this.#fill = new FilledScalars(values, report);
  }

  entry(entry: MapEntry): MapEntry {
    const { key } = entry;
    this.#path.push(keyText(key));
    const value = this.#tree(entry.value);
    this.#path.pop();
    return value === entry.value ? entry : { key, value };
  }

  #tree(tree: Tree): Tree {
    switch (tree.kind) {
      case 'unknown':
        return tree;
      case 'scalar':
        if (typeof tree.value !== 'string' || !tree.value.includes('${')) return tree;
        return this.#isExpression(this.#path, this.#nodeType)
          ? this.#fill.expression(tree, tree.value)
          : this.#fill.text(tree, tree.value);
      case 'list': {
        if (!this.#hasSign(tree.location)) return tree;
        const items = tree.items.map((item, index) => this.#item(item, index));
        return items.every((item, index) => item === tree.items[index])
          ? tree
          : { kind: 'list', items, location: tree.location };
      }
      case 'map':
        if (!this.#hasSign(tree.location)) return tree;
        return withEntries(
          tree,
          tree.entries.map((entry) => this.entry(entry)),
        );
    }
  }

  #hasSign({ start, end }: Location): boolean {
    let low = 0;
    let high = this.#signs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#signs[middle] ?? end) < start) low = middle + 1;
      else high = middle;
    }
    return (this.#signs[low] ?? end) < end;
  }

  #item(item: Tree, index: number): Tree {
    this.#path.push(index);
    const isNode = this.#path.length === 2 && this.#path[0] === 'nodes';
    if (isNode) this.#nodeType = this.#typeOf(item);
    const result = this.#tree(item);
    if (isNode) this.#nodeType = undefined;
    this.#path.pop();
    return result;
  }

  /** A node's type, which may be a placeholder itself; findings about it come when it is its turn. */
  #typeOf(node: Tree): string | undefined {
    let type = child(node, 'type');
    if (type?.kind === 'scalar' && typeof type.value === 'string' && type.value.includes('${')) {
      type = new FilledScalars(this.#values, () => undefined).text(type, type.value);
    }
    return type?.kind === 'scalar' ? String(type.value) : undefined;
  }
}

function withEntries(tree: MapTree, entries: readonly MapEntry[]): MapTree {
  return entries.every((entry, index) => entry === tree.entries[index])
    ? tree
    : { kind: 'map', entries, location: tree.location };
}
