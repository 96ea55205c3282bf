import type { ScalarTree } from '../tree.ts';

export type ScalarValue = ScalarTree['value'];

/** A number that can't be held: a whole number of more digits than Python reads, a float beyond the largest one. */
export const OUT_OF_RANGE = Symbol('out of range');

const INTEGER = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT = /^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/;
/** Python's own limit for whole numbers written in digits (`sys.int_info.default_max_str_digits`). */
const MOST_DIGITS = 4300;

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Infinity] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, -Infinity] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
]);

/** The value of a plain scalar under the core schema of YAML 1.2 (section 10.3.2), whole numbers exactly. */
export function resolveScalar(text: string): ScalarValue | typeof OUT_OF_RANGE {
  const first = text.charCodeAt(0);
  // Digits, plus, minus, dot: nothing else begins a number.
  if ((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46) {
    if (INTEGER.test(text)) return integer(text);
    if (FLOAT.test(text)) {
      const value = Number(text);
      return Number.isFinite(value) ? value : OUT_OF_RANGE;
    }
  }
  // The longest word has five letters.
  if (text.length > 5) return text;
  const word = words.get(text);
  return word === undefined ? text : word;
}

function integer(text: string): ScalarValue | typeof OUT_OF_RANGE {
  // `+ 0` makes an ordinary zero of -0, which whole numbers don't have.
  const value = Number(text) + 0;
  if (Number.isSafeInteger(value)) return value;
  if (text.length > MOST_DIGITS) return OUT_OF_RANGE;
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text.replace('+', ''));
}
