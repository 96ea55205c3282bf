import type { IsExpression } from './expression-fields.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import { asText, standingAlone } from './fill-scalar.ts';
import { partsOf } from './placeholders.ts';
import { pythonLiteral, stringLiterals } from './python-literal.ts';
import { child, keyText, type MapTree, type ScalarTree, type Tree } from '../tree.ts';
import { isObject, objectOf, type Value } from '../value.ts';

/** A text of a flow that becomes another value, still to be read as a flow's: what looks like a placeholder is escaped. */
export interface FilledText {
  /** Keys and indices from the flow's root. */
  readonly path: readonly (string | number)[];
  readonly scalar: ScalarTree;
  readonly value: Value;
  /** The stretches of the scalar's text that were replaced. */
  readonly pieces: readonly ReplacedPiece[];
}

export interface ReplacedPiece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A flow's texts with values for some of its placeholders; all others stay as they are. */
export class FilledTexts {
  readonly changed: FilledText[] = [];
  readonly #values: ReadonlyMap<string, Value>;
  readonly #isExpression: IsExpression;
  readonly #path: (string | number)[] = [];
  readonly #expressions: string[] = [];
  readonly #texts: string[] = [];
  #nodeType: string | undefined;

  /** `values`: what is put in, by the parameters' names. */
  constructor(values: ReadonlyMap<string, Value>, isExpression: IsExpression) {
    this.#values = values;
    this.#isExpression = isExpression;
  }

  /** The value of a flow with all that is filled in; `parameters` as they are. */
  fill(tree: MapTree): Value {
    return this.#map(tree, (key) => key === 'parameters');
  }

  /** Whether an expression or a `{name}` place may mean a parameter by its name alone. */
  mentions(name: string): boolean {
    const word = new RegExp(String.raw`(?<![\p{ID_Continue}.])${name}(?!\p{ID_Continue})`, 'u');
    const place = new RegExp(String.raw`(?<!\$)\{\s*${name}(?!\p{ID_Continue})`, 'u');
    return (
      this.#expressions.some((text) => word.test(text) && usesName(text, name, word)) ||
      this.#texts.some((text) => place.test(text))
    );
  }

  #tree(tree: Tree): Value {
    switch (tree.kind) {
      case 'unknown':
        return null;
      case 'scalar':
        return typeof tree.value === 'string' ? this.#text(tree, tree.value) : tree.value;
      case 'list':
        return tree.items.map((item, index) => this.#below(index, item));
      case 'map':
        return this.#map(tree);
    }
  }

  #map(tree: MapTree, asItIs: (key: string) => boolean = () => false): Value {
    return objectOf(
      tree.entries.map(({ key, value }): [string, Value] => {
        const name = keyText(key);
        return [name, asItIs(name) ? null : this.#below(name, value)];
      }),
    );
  }

  #below(step: string | number, tree: Tree): Value {
    const isNode = this.#path.length === 1 && this.#path[0] === 'nodes';
    if (isNode) this.#nodeType = this.#typeOf(tree);
    this.#path.push(step);
    const value = this.#tree(tree);
    this.#path.pop();
    return value;
  }

  #typeOf(node: Tree): string | undefined {
    const type = child(node, 'type');
    if (type?.kind !== 'scalar' || typeof type.value !== 'string') return undefined;
    const { value } = this.#filled(type.value, false);
    return typeof value === 'string' ? value : undefined;
  }

  #text(scalar: ScalarTree, text: string): Value {
    const isExpression = this.#isExpression(this.#path, this.#nodeType);
    // What a component of an ItemProcessor makes of its config is not known here.
    const may = isExpression || this.#path.includes('component_config');
    (may ? this.#expressions : this.#texts).push(text);
    if (may && !isExpression) this.#texts.push(text);
    if (!text.includes('${')) return text;
    const { value, pieces } = this.#filled(text, isExpression);
    if (pieces.length > 0) this.changed.push({ path: [...this.#path], scalar, value, pieces });
    return value;
  }

  #filled(text: string, isExpression: boolean): { value: Value; pieces: ReplacedPiece[] } {
    const strings = isExpression ? stringLiterals(text) : [];
    const pieces: ReplacedPiece[] = [];
    const parts = partsOf(text);
    let after = '';
    // From the end: whether a `$` begins a placeholder depends on what follows.
    for (const part of parts.toReversed()) {
      const { start, end } = part;
      const known = part.kind === 'parameter' ? this.#values.get(part.name) : undefined;
      const isQuoted = strings.some((string) => string.start < start && start < string.end);
      if (known === undefined || isQuoted) {
        after = text.slice(start, end) + after;
        continue;
      }
      if (parts.length === 1 && !isExpression) {
        const value = escaped(known);
        return { value, pieces: [{ start, end, text: asText(value) }] };
      }
      const plain = isExpression
        ? standingAlone(pythonLiteral(known), text, start, end)
        : asText(known);
      const safe = escapedText(plain);
      const piece = safe.endsWith('$') && after.startsWith('{') ? `${safe}$` : safe;
      pieces.unshift({ start, end, text: piece });
      after = piece + after;
    }
    return { value: after, pieces };
  }
}

/** Whether an expression has a name, and not just the word in a text; what can't be parsed may have it. */
function usesName(text: string, name: string, word: RegExp): boolean {
  const plain = text.replace(/\$\{[^}]*\}/g, ' 0 ');
  const result = parseExpression(plain);
  return 'expression' in result
    ? result.expression.names.some((use) => use.name === name)
    : word.test(plain);
}

function escapedText(text: string): string {
  // A text as replacement would have its own `$`.
  return text.replaceAll('${', () => '$${');
}

/** A value in whose texts nothing is a placeholder; keys are none anyway. */
function escaped(value: Value): Value {
  if (typeof value === 'string') return escapedText(value);
  if (Array.isArray(value)) return (value as readonly Value[]).map(escaped);
  if (!isObject(value)) return value;
  return objectOf(Object.entries(value).map(([key, item]) => [key, escaped(item)]));
}
