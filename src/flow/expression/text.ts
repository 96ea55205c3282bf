import {
  dictEntries,
  dictSize,
  Float,
  isDict,
  itemsOf,
  typeName,
  typeWord,
  type Datum,
} from './datum.ts';
import type { Run } from './run.ts';

/** Python's `str(x)`. */
export function textOf(datum: Datum, run: Run): string {
  return typeof datum === 'string' ? datum : reprOf(datum, run);
}

/** Python's `repr(x)`. */
export function reprOf(datum: Datum, run: Run): string {
  const writer = new Writer(run);
  writer.write(datum, 0);
  return writer.parts.join('');
}

/** For a message: a short value as it would be written, of a long one only its type. */
export function shown(datum: Datum, run: Run): string {
  if (typeof datum === 'string' && datum.length > 40) return typeWord(datum);
  if (typeof datum === 'object' && datum !== null && !(datum instanceof Float)) {
    return typeWord(datum);
  }
  const text = reprOf(datum, run);
  return text.length > 60 ? typeWord(datum) : text;
}

class Writer {
  readonly parts: string[] = [];
  readonly #run: Run;
  #length = 0;
  constructor(run: Run) {
    this.#run = run;
  }

  write(datum: Datum, depth: number): void {
    const items = itemsOf(datum);
    if (items) this.#writeItems(items, datum, depth + 1);
    else if (isDict(datum)) this.#writeDict(datum, depth + 1);
    else this.#add(scalarRepr(datum));
  }

  #add(text: string): void {
    this.#length += text.length;
    this.#run.makeText(this.#length, text.length);
    this.parts.push(text);
  }

  #writeItems(items: readonly Datum[], datum: Datum, depth: number): void {
    this.#run.checkDepth(depth);
    const type = typeName(datum);
    const [open, close] = brackets(type, items.length);
    this.#add(open);
    for (const [index, item] of items.entries()) {
      if (index > 0) this.#add(', ');
      this.write(item, depth);
    }
    this.#add(close);
  }

  #writeDict(dict: Datum & Parameters<typeof dictEntries>[0], depth: number): void {
    this.#run.checkDepth(depth);
    this.#run.spend(dictSize(dict));
    this.#add('{');
    for (const [index, [key, value]] of dictEntries(dict).entries()) {
      if (index > 0) this.#add(', ');
      this.write(key, depth);
      this.#add(': ');
      this.write(value, depth);
    }
    this.#add('}');
  }
}

function brackets(type: string, length: number): readonly [string, string] {
  if (type === 'list') return ['[', ']'];
  if (type === 'tuple') return ['(', length === 1 ? ',)' : ')'];
  return [`${type}([`, '])'];
}

function scalarRepr(datum: Datum): string {
  switch (typeof datum) {
    case 'string':
      return quoted(datum);
    case 'boolean':
      return datum ? 'True' : 'False';
    case 'number':
      return Number.isSafeInteger(datum) ? String(datum) : floatText(datum);
    case 'bigint':
      return String(datum);
    default:
      return datum instanceof Float ? floatText(datum.value) : 'None';
  }
}

/** A float as Python writes it: the shortest digits, with an exponent from 1e16 on and below 1e-4. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [, sign = '', first = '', rest = '', power = ''] =
    /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential()) ?? [];
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${first}${rest && '.'}${rest}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${first}${rest}`;
  const digits = (first + rest).padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1) || '0'}`;
}

const NEEDS_ESCAPE = /[\\'\n\r\t]|(?! )[\p{C}\p{Z}]/gu;

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(NEEDS_ESCAPE, (character) => {
    if (character === "'") return quote === "'" ? "\\'" : "'";
    return ESCAPES.get(character) ?? numericEscape(character.codePointAt(0) ?? 0);
  });
  return quote + body + quote;
}

const ESCAPES = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function numericEscape(code: number): string {
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
