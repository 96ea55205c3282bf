import { isObject, type Value } from '../value.ts';

/**
 * A value as Python writes it: `'it\'s'`, `True`, `None`, `[1, 2]`, `{'a': 0.5}`. Texts are escaped so that no
 * letter of them can end the literal.
 */
export function pythonLiteral(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return numberLiteral(value);
  if (typeof value === 'bigint') return String(value);
  if (isObject(value)) {
    const entries = Object.entries(value);
    return `{${entries.map(([key, v]) => `${quoted(key)}: ${pythonLiteral(v)}`).join(', ')}}`;
  }
  return `[${value.map(pythonLiteral).join(', ')}]`;
}

/** Whole numbers that a number holds exactly are ints, all others floats. */
function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) {
    return `float('${Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf'}')`;
  }
  const text = Object.is(value, -0) ? '-0.0' : String(value);
  return Number.isSafeInteger(value) || /[.e]/.test(text) ? text : `${text}.0`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Single quotes, as Python prefers, unless only single ones stand in the text. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\'"\0-\x1f\x7f-\x9f]/g, (character) => {
    if (character === '"' || character === "'")
      return character === quote ? `\\${quote}` : character;
    const code = character.charCodeAt(0).toString(16).padStart(2, '0');
    return ESCAPES[character] ?? `\\x${code}`;
  });
  return quote + escaped + quote;
}

/** The stretches of an expression's source that are string literals, or begin one that never ends. */
export function stringLiterals(source: string): { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  const next = /#[^\r\n]*|'''|"""|['"]/g;
  for (let match = next.exec(source); match; match = next.exec(source)) {
    const [opening] = match;
    if (opening.startsWith('#')) continue;
    const end = endOfString(source, next.lastIndex, opening);
    found.push({ start: match.index, end });
    next.lastIndex = end;
  }
  return found;
}

function endOfString(source: string, from: number, quotes: string): number {
  for (let at = from; at < source.length; at++) {
    if (source.startsWith(quotes, at)) return at + quotes.length;
    if (source.charAt(at) === '\\') at++;
    else if (quotes.length === 1 && /[\r\n]/.test(source.charAt(at))) return at;
  }
  return source.length;
}
