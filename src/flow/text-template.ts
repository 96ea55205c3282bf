import { message } from '../messages/message.ts';
import { compile, type Compiled } from './expression/compile.ts';
import { Cursor } from './expression/cursor.ts';
import { toPlain } from './expression/datum.ts';
import {
  ExpressionError,
  fail,
  type ExpressionProblem,
  type NameUse,
  type Scope,
  type Span,
} from './expression/expression.ts';
import { parseSyntax } from './expression/parse.ts';
import { Run } from './expression/run.ts';
import type { Syntax } from './expression/syntax.ts';
import { toJson, type Value } from './value.ts';

/** A text with `{name}` places that are filled at run time; `{{` and `}}` are literal braces. */
export interface TextTemplate {
  readonly source: string;
  readonly names: readonly NameUse[];
  /**
   * The text with its places filled: a string as it is, None as nothing, anything else as JSON. `write` turns each
   * place's text into what is put there (percent-encoding in a URL); `before` is the text filled so far. Throws an
   * ExpressionError, its place in the source.
   */
  fill(scope: Scope, write?: WritePlace): string;
}

/** See {@link TextTemplate.fill}. */
export type WritePlace = (text: string, before: string) => string;

/** A piece of a template: text as it is, or what fills a place. */
type Piece = string | Syntax;

/**
 * Parses a text with `{name}` places; a place is a name with what is taken of it (`{a.b}`, `{a["b"]}`, `{a[0]}`).
 * Gives the template, or the first thing that is wrong and where. Never throws.
 */
export function parseTextTemplate(
  source: string,
): { readonly template: TextTemplate } | { readonly problem: ExpressionProblem } {
  try {
    return { template: parsed(source) };
  } catch (error) {
    if (error instanceof ExpressionError) return { problem: error.problem };
    throw error;
  }
}

function parsed(source: string): TextTemplate {
  const pieces: Piece[] = [];
  const names: NameUse[] = [];
  const braces = /\{\{|\}\}|\{|\}/g;
  let textStart = 0;
  for (let found = braces.exec(source); found; found = braces.exec(source)) {
    const { 0: brace, index: start } = found;
    pieces.push(source.slice(textStart, start));
    if (brace === '{') {
      const end = endOfPlace(source, start);
      const { syntax, uses } = parsePlace(source, { start, end });
      pieces.push(syntax);
      names.push(...uses);
      braces.lastIndex = end;
    } else {
      if (brace === '}') fail('text-template-syntax/close', { start, end: start + 1 });
      pieces.push(brace.charAt(0));
    }
    textStart = braces.lastIndex;
  }
  pieces.push(source.slice(textStart));
  // Done when it is filled for the first time: `validate` fills nothing.
  let compiled: (string | Compiled)[] | undefined;
  const ready = (): (string | Compiled)[] =>
    (compiled ??= pieces.map((piece) => (typeof piece === 'string' ? piece : compile(piece))));
  return { source, names, fill: (scope, write) => fill(ready(), scope, write) };
}

const PLACE = /\{(?:[^{}"']|"[^"\n]*"|'[^'\n]*')*\}/y;

/** Offset behind the `}` that closes a place; quotes hide braces. */
function endOfPlace(source: string, start: number): number {
  PLACE.lastIndex = start;
  const found = PLACE.exec(source)?.[0];
  if (found === undefined) fail('text-template-syntax/open', { start, end: start + 1 });
  return start + found.length;
}

/** `{score:.2f}` or `{score!r}`: Python's formats. */
const FORMAT = /^[\p{L}\p{N}_.[\]]+(![rsa]|:[-+<>=^#,.\w%]*)$/u;

function parsePlace(
  source: string,
  place: Span,
): { readonly syntax: Syntax; readonly uses: readonly NameUse[] } {
  const content = source.slice(place.start + 1, place.end - 1).trim();
  if (content === '') fail('text-template-syntax/empty', place);
  const found = /[!:]/.test(content) ? FORMAT.exec(content)?.[1] : undefined;
  if (found !== undefined) fail('text-template-syntax/format', place, { found });
  try {
    const cursor = new Cursor(source, place.start + 1, place.end - 1);
    const syntax = parseSyntax(cursor);
    if (cursor.isAtEnd() && isPath(syntax)) return { syntax, uses: cursor.uses };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
  }
  const hint = message('text-template-syntax/path/hint');
  fail('text-template-syntax/path', place, {}, hint);
}

function isPath(syntax: Syntax): boolean {
  if (syntax.kind === 'name') return true;
  if (syntax.kind === 'attribute') return isPath(syntax.of);
  return syntax.kind === 'index' && isConstant(syntax.index) && isPath(syntax.of);
}

function isConstant(syntax: Syntax): boolean {
  return syntax.kind === 'constant' || (syntax.kind === 'negative' && isConstant(syntax.of));
}

function fill(
  pieces: readonly (string | Compiled)[],
  scope: Scope,
  write: WritePlace = asItIs,
): string {
  const run = new Run(scope);
  let text = '';
  for (const piece of pieces) {
    const part =
      typeof piece === 'string' ? piece : write(textFor(toPlain(piece(run), run.spend), run), text);
    run.makeText(text.length + part.length, part.length);
    text += part;
  }
  return text;
}

function asItIs(text: string): string {
  return text;
}

function textFor(value: Value, run: Run): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  try {
    return toJson(value);
  } catch (error) {
    // Too deep for the stack or too long for a string.
    if (error instanceof RangeError) run.fail('expression-limit/json');
    throw error;
  }
}
