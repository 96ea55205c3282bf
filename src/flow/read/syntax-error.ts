import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { excerpt } from '../../diagnostics/printable.ts';
import type { SourceFile } from '../../diagnostics/source-file.ts';
import { message, type MessageValues } from '../../messages/message.ts';
import { lineEnd, lineStart } from './lines.ts';
import { closerOf, isClosed, openingsAt, type Opening } from './openings.ts';

/** What was found out about a mistake: its kind, a stretch of the text, and what the sentence needs. */
interface Mistake {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly values?: MessageValues;
}

type Kind =
  | 'after-bracket'
  | 'after-end'
  | 'after-quote'
  | 'block-header'
  | 'bracket-indent'
  | 'colon'
  | 'comma'
  | 'control'
  | 'documents'
  | 'escape'
  | 'extra-comma'
  | 'full-width-colon'
  | 'full-width-comma'
  | 'indentation'
  | 'item-after-key'
  | 'missing-colon'
  | 'mixed'
  | 'mismatched'
  | 'no-space'
  | 'other'
  | 'placeholder'
  | 'reserved'
  | 'tab'
  | 'unclosed-bracket'
  | 'unclosed-quote';

/** A finding about a text that is no YAML. */
export function syntaxFinding(file: SourceFile, mistake: Mistake): Diagnostic {
  const { kind, start, end, values } = mistake;
  return {
    severity: 'error',
    code: 'yaml-syntax',
    message: message(`yaml-syntax/${kind}`, values),
    location: { file, start, end },
    hint: message(`yaml-syntax/${kind}-hint`, values),
  };
}

/**
 * Explains why a text could not be parsed. `reason` and `at` are the parser's; it stops at the first thing that makes
 * no sense to it, which often is not what the writer did wrong.
 */
export function explainSyntax(text: string, reason: string, at: number): Mistake {
  return (
    byReason(text, reason, at) ??
    inBrackets(text, reason, at) ??
    inBlocks(text, reason, at) ?? { kind: 'other', ...wordAt(text, at), values: { reason } }
  );
}

/** Mistakes that the parser names itself. */
function byReason(text: string, reason: string, at: number): Mistake | undefined {
  if (reason.includes('tab characters')) {
    return { kind: 'tab', start: at, end: at + lengthOf(/\t+/y, text, at) };
  }
  if (/non-printable|valid JSON character|null byte/.test(reason)) {
    const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
    return { kind: 'control', start: at, end: at + 1, values: { code: `U+${code}` } };
  }
  if (/escape sequence|hexadecimal/.test(reason) && at < text.length) {
    const start = text.lastIndexOf('\\', at);
    const escape = excerpt(text.slice(start, at + 1));
    return { kind: 'escape', start, end: at + 1, values: { escape } };
  }
  if (/a line break is expected|block scalar|chomping/.test(reason)) {
    const start = lastMatch(/[|>]/g, text, lineStart(text, at), at) ?? at;
    const sign = text.charAt(start);
    return { kind: 'block-header', start, end: lineEnd(text, at), values: { sign } };
  }
  if (/tag|anchor|alias|directive/.test(reason)) {
    const start = lastMatch(/(?<![^\s[{,])[%!&*]/g, text, 0, at + 1) ?? at;
    return reserved(text, start);
  }
  if (reason.includes('key-value separator')) {
    return { kind: 'no-space', start: at - 1, end: at };
  }
  return undefined;
}

/** Mistakes within `[…]`, `{…}` or quotes. */
function inBrackets(text: string, reason: string, at: number): Mistake | undefined {
  const opening = openingsAt(text, at).at(-1);
  if (!opening) return undefined;
  const sign = text.charAt(at);
  if (opening.sign === '"' || opening.sign === "'") {
    return opened('unclosed-quote', opening);
  }
  if (reason.includes('deficient') || reason.includes('unexpected end')) {
    if (!isClosed(text, opening)) return opened('unclosed-bracket', opening);
    return { kind: 'bracket-indent', ...wordAt(text, at), values: { sign: opening.sign } };
  }
  if (sign === '{' && text.charAt(at - 1) === '$') {
    const end = text.indexOf('}', at) + 1 || at + 1;
    const placeholder = excerpt(text.slice(at - 1, end));
    return { kind: 'placeholder', start: at - 1, end, values: { placeholder } };
  }
  if (sign === ']' || sign === '}') {
    const values = { sign, wanted: closerOf(opening) };
    return { kind: 'mismatched', start: at, end: at + 1, values };
  }
  if (sign === ',') return { kind: 'extra-comma', start: at, end: at + 1 };
  if (/[@`%]/.test(sign)) return reserved(text, at);
  if (!reason.includes('missed comma')) return undefined;
  return missingComma(text, at, opening);
}

function missingComma(text: string, at: number, opening: Opening): Mistake {
  if (text.charAt(at) !== ':') return { kind: 'comma', ...wordAt(text, at) };
  // `{"a": 1 ⏎ "b": 2}`: only the second colon tells the parser that a comma is missing above.
  const above = lastMatch(/[^\s][ \t]*[\r\n]/g, text, opening.at + 1, at);
  const separator = lastMatch(/[,[{]|:\s/g, text, opening.at, at) ?? opening.at;
  const wide = lastMatch(/，/g, text, separator, at);
  if (wide !== undefined) return { kind: 'full-width-comma', start: wide, end: wide + 1 };
  if (above !== undefined && above > separator) {
    return { kind: 'comma', start: above, end: above + 1 };
  }
  return { kind: 'colon', start: at, end: at + 1 };
}

/** Mistakes in the lines of blocks. */
function inBlocks(text: string, reason: string, at: number): Mistake | undefined {
  const start = lineStart(text, at);
  const before = text.slice(start, at).replace(/^(?:\s*[-?]\s)*\s*/, '');
  const sign = text.charAt(at);
  if (reason.includes('end of the stream') && /^\s*[[{]/.test(text)) {
    return { kind: 'after-end', ...wordAt(text, at) };
  }
  if (/^\s*$/.test(text.slice(start, at))) return atLineStart(text, at);
  if (/[@`%,\]}?]/.test(sign) && /(?:^|[:-]\s+)$/.test(before)) return reserved(text, at);
  if (sign === ':' && /\S:\s/.test(before)) return { kind: 'colon', start: at, end: at + 1 };
  if (sign === ':' || reason.includes('multiline key')) {
    return (
      aboveWithoutColon(text, at) ?? { kind: 'indentation', ...wordAt(text, at - before.length) }
    );
  }
  if (reason.includes("expected ':'")) return withoutColon(text, start);
  if (sign === '-' && /:\s+$/.test(before)) {
    return { kind: 'item-after-key', start: at, end: at + 1 };
  }
  const value = /(?:^|[:-]\s+)([*&!]\S*)\s*$/.exec(before)?.[1];
  if (value !== undefined) return reserved(text, text.lastIndexOf(value, at));
  const last = before.trimEnd().at(-1) ?? '';
  if (last === '"' || last === "'") {
    const values = { quote: last, escape: last === '"' ? '\\"' : "''" };
    return { kind: 'after-quote', ...wordAt(text, at), values };
  }
  if (last === '}' || last === ']') {
    return { kind: 'after-bracket', ...wordAt(text, at), values: { sign: last } };
  }
  return undefined;
}

/** The parser did not expect what a line begins with. */
function atLineStart(text: string, at: number): Mistake {
  const sign = text.charAt(at);
  if (/[@`%]/.test(sign)) return reserved(text, at);
  const above = lineAbove(text, at);
  if (above === undefined || sign === '') {
    return aboveWithoutColon(text, at) ?? { kind: 'indentation', ...wordAt(text, at) };
  }
  const sameColumn = at - lineStart(text, at) === indentOf(text, above);
  const isItem = isItemAt(text, at);
  if (sameColumn && isItem !== isItemAt(text, above + indentOf(text, above))) {
    return { kind: 'mixed', ...wordAt(text, at) };
  }
  return { kind: 'indentation', ...wordAt(text, at) };
}

/** The line that became part of a key because it has no colon itself: above the place at which the parser saw that. */
function aboveWithoutColon(text: string, at: number): Mistake | undefined {
  let found: Mistake | undefined;
  for (let line = lineAbove(text, at); line !== undefined; line = lineAbove(text, line)) {
    if (/:(?:\s|$)/.test(text.slice(line, lineEnd(text, line)))) break;
    const mistake = withoutColon(text, line);
    found ??= mistake;
    if (mistake.kind !== 'missing-colon') return mistake;
  }
  return found;
}

/** What is wrong with a line that should be `key: value` and has no such colon. */
function withoutColon(text: string, line: number): Mistake {
  const content = text.slice(line, lineEnd(text, line));
  const start = line + (/^(?:\s*[-?](?=\s))*\s*/.exec(content)?.[0].length ?? 0);
  const words = text.slice(start, lineEnd(text, line)).trimEnd();
  const wide = /^[^：\s"']+：/.exec(words);
  if (wide) {
    const colon = start + wide[0].length - 1;
    return { kind: 'full-width-colon', start: colon, end: colon + 1 };
  }
  const narrow = /^[^:\s]+:(?=[^\s:/])/.exec(words);
  if (narrow) {
    const colon = start + narrow[0].length - 1;
    return { kind: 'no-space', start: colon, end: colon + 1 };
  }
  const values = { text: excerpt(words, 40) };
  return { kind: 'missing-colon', start, end: start + words.length, values };
}

function reserved(text: string, start: number): Mistake {
  return { kind: 'reserved', ...wordAt(text, start), values: { sign: text.charAt(start) } };
}

function opened(kind: Kind, { at, sign }: Opening): Mistake {
  return { kind, start: at, end: at + 1, values: { sign } };
}

/** From an offset to the next white space, at least one character where the line has one. */
function wordAt(text: string, start: number): { start: number; end: number } {
  return { start, end: start + lengthOf(/\S+/y, text, start) };
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** Where a pattern matches last in a stretch of a text. */
function lastMatch(pattern: RegExp, text: string, from: number, to: number): number | undefined {
  let last: number | undefined;
  for (const match of text.slice(from, to).matchAll(pattern)) last = from + match.index;
  return last;
}

function isItemAt(text: string, at: number): boolean {
  return /^-(?:\s|$)/.test(text.slice(at, at + 2));
}

function indentOf(text: string, line: number): number {
  return lengthOf(/ */y, text, line);
}

/** Start of the nearest line above that has more than white space and a comment. */
function lineAbove(text: string, at: number): number | undefined {
  for (let start = lineStart(text, at); start > 0;) {
    start = lineStart(text, start - 1);
    if (/^\s*[^\s#]/.test(text.slice(start, lineEnd(text, start)))) return start;
  }
  return undefined;
}
