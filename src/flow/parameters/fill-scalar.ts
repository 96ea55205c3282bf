import type { Location, Report } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { excerpt } from '../../diagnostics/printable.ts';
import { message, type Message } from '../../messages/message.ts';
import type { BoundValue, ParameterValues } from './bind-parameters.ts';
import { DecodedScalar } from '../read/decoded-scalar.ts';
import {
  isParameterName,
  partsOf,
  type MalformedPart,
  type PlaceholderPart,
} from './placeholders.ts';
import { pythonLiteral, stringLiterals } from './python-literal.ts';
import { placeIn, type ScalarTree, type Tree } from '../tree.ts';
import { isObject, toJson, type Value } from '../value.ts';

/** A stretch of a filled text, and the stretch of the text before that it comes from. */
interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Letter by letter as it was. */
  readonly same: boolean;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const UNKNOWN: BoundValue = { unknown: 'string' };

/** Puts values into texts with placeholders; what is wrong with a placeholder is reported. */
export class FilledScalars {
  readonly #values: ParameterValues;
  readonly #report: Report;

  constructor(values: ParameterValues, report: Report) {
    this.#values = values;
    this.#report = report;
  }

  /** A text that is no expression, filled. */
  text(scalar: ScalarTree, text: string): Tree {
    const parts = partsOf(text);
    const pieces: Piece[] = [];
    let unknown = false;
    for (const part of parts) {
      const { start, end } = part;
      if (part.kind === 'plain') pieces.push(same(text, start, end));
      else if (part.kind === 'escape') pieces.push(same(text, start + 1, end));
      else {
        const bound = this.#bound(scalar, part);
        if (parts.length === 1) return treeOf(bound, scalar);
        if ('unknown' in bound) unknown = true;
        else pieces.push({ text: asText(bound.value), start, end, same: false });
      }
    }
    return unknown
      ? { kind: 'unknown', type: 'string', location: scalar.location }
      : filled(scalar, text, pieces);
  }

  /** An expression, its placeholders replaced by literals. */
  expression(scalar: ScalarTree, text: string): Tree {
    const strings = stringLiterals(text);
    let string = 0;
    const pieces: Piece[] = [];
    for (const part of partsOf(text)) {
      const { start, end } = part;
      while ((strings[string]?.end ?? Infinity) <= start) string++;
      const quoted = (strings[string]?.start ?? Infinity) < start;
      if (part.kind === 'escape' && quoted) pieces.push(same(text, start + 1, end));
      else if (part.kind === 'plain' || part.kind === 'escape') pieces.push(same(text, start, end));
      else {
        const bound = this.#bound(scalar, part);
        if (quoted) this.#inString(scalar, text, { start, end }, strings[string]);
        if (quoted || 'unknown' in bound) pieces.push(same(text, start, end));
        else {
          const literal = standingAlone(pythonLiteral(bound.value), text, start, end);
          pieces.push({ text: literal, start, end, same: false });
        }
      }
    }
    return filled(scalar, text, pieces);
  }

  #bound(scalar: ScalarTree, part: PlaceholderPart | MalformedPart): BoundValue {
    if (part.kind === 'malformed') return this.#malformed(scalar, part);
    this.#values.used?.add(part.kind === 'env' ? `env.${part.name}` : part.name);
    if (part.kind === 'env') return this.#lookUpEnv(scalar, part);
    const { name } = part;
    const bound = this.#values.values.get(name);
    if (bound) return bound;
    const names = [...this.#values.values.keys()];
    const near = Object.hasOwn(this.#values.env, name) ? `env.${name}` : nearest(name, names);
    this.#report({
      severity: 'error',
      code: 'placeholder-undeclared',
      message: message('placeholder-undeclared', { name: excerpt(name) }),
      location: placeIn(scalar, part.start, part.end),
      hint: near ? message('did-you-mean', { name: near }) : message('placeholder-undeclared/hint'),
    });
    return UNKNOWN;
  }

  #lookUpEnv(scalar: ScalarTree, { name, start, end }: PlaceholderPart): BoundValue {
    const { env, openEnv, secrets, allowMissing } = this.#values;
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value !== undefined) {
      if (!openEnv.has(name) && value !== '') secrets.add(value);
      return { value };
    }
    if (!allowMissing) {
      this.#report({
        severity: 'error',
        code: 'env-missing',
        message: message('env-missing', { name }),
        location: placeIn(scalar, start, end),
        hint: message('env-missing/hint', { name }),
      });
    }
    return UNKNOWN;
  }

  #malformed(scalar: ScalarTree, { content, closed, start, end }: MalformedPart): BoundValue {
    this.#report({
      severity: 'error',
      code: 'placeholder-malformed',
      message: closed
        ? message('placeholder-malformed', { text: excerpt(`\${${content}}`) })
        : message('placeholder-malformed/unclosed'),
      location: placeIn(scalar, start, closed ? end : start + 2),
      hint: malformedHint(content),
    });
    return UNKNOWN;
  }

  #inString(scalar: ScalarTree, text: string, { start, end }: Span, string?: Span): void {
    // Nothing but the placeholder in simple quotes: without them it is the same text.
    const alone = string?.start === start - 1 && string.end === end + 1;
    const edits = [start - 1, end].map((at) => {
      const quote = placeIn(scalar, at, at + 1);
      return { start: quote.start, end: quote.end, text: '' };
    });
    this.#report({
      severity: 'error',
      code: 'placeholder-in-string',
      message: message('placeholder-in-string', { placeholder: excerpt(text.slice(start, end)) }),
      location: placeIn(scalar, start, end),
      hint: message('placeholder-in-string/hint'),
      ...(alone && { fix: { title: message('placeholder-in-string/hint'), edits } }),
    });
  }
}

function malformedHint(content: string): Message {
  const suggestion = content.trim().replace(/[^\p{ID_Continue}]+/gu, '_');
  return content.length < 40 && isParameterName(suggestion) && suggestion !== '_'
    ? message('placeholder-malformed/hint', { suggestion })
    : message('placeholder-malformed/hint-literal');
}

function same(text: string, start: number, end: number): Piece {
  return { text: text.slice(start, end), start, end, same: true };
}

/** A value within a longer text: texts as they are, all else as JSON. */
export function asText(value: Value): string {
  return typeof value === 'string' ? value : toJson(value);
}

/** In parentheses where its neighbours would make something else of a literal: `2-${n}`, `''${text}`, `a${n}`. */
export function standingAlone(literal: string, text: string, start: number, end: number): string {
  const joins = /[\p{ID_Continue}'".]/u;
  const before = start > 0 && joins.test(text.charAt(start - 1));
  const after = end < text.length && joins.test(text.charAt(end));
  const negative = literal.startsWith('-');
  return before || after || negative ? `(${literal})` : literal;
}

/** A scalar whose text was put together; its offsets lead back to the source. */
function filled(scalar: ScalarTree, text: string, pieces: readonly Piece[]): ScalarTree {
  const value = pieces.map((piece) => piece.text).join('');
  const { location, quoted, textStart } = scalar;
  return new DecodedScalar({ value, location, quoted, textStart }, () => {
    const at = (offset: number): number => placeIn(scalar, offset, offset).start;
    const offsets: number[] = [];
    for (const piece of pieces) {
      for (let n = 0; n < piece.text.length; n++)
        offsets.push(at(piece.start + (piece.same ? n : 0)));
    }
    offsets.push(at(text.length));
    return offsets;
  });
}

/** The tree of a value that takes the place of a scalar; all of it stands where the scalar does. */
function treeOf(bound: BoundValue, { location }: ScalarTree): Tree {
  if ('unknown' in bound) return { kind: 'unknown', type: bound.unknown, location };
  return valueTree(bound.value, location);
}

function valueTree(value: Value, location: Location): Tree {
  if (typeof value === 'string') {
    const scalar = { value, location, quoted: true, textStart: location.start };
    return new DecodedScalar(scalar, () => [
      ...new Array<number>(value.length).fill(location.start),
      location.end,
    ]);
  }
  if (Array.isArray(value)) {
    const items = (value as readonly Value[]).map((item) => valueTree(item, location));
    return { kind: 'list', items, location };
  }
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => ({
      key: valueTree(key, location) as ScalarTree,
      value: valueTree(item, location),
    }));
    return { kind: 'map', entries, location };
  }
  const plain = value as number | bigint | boolean | null;
  return { kind: 'scalar', value: plain, location, quoted: false, textStart: location.start };
}
