import { compile, type Compiled } from './compile.ts';
import { Cursor } from './cursor.ts';
import { toPlain } from './datum.ts';
import {
  ExpressionError,
  fail,
  type Expression,
  type ExpressionProblem,
  type NameUse,
  type Scope,
} from './expression.ts';
import { parseSyntax } from './parse.ts';
import { Run } from './run.ts';
import type { Syntax } from './syntax.ts';
import type { Value } from '../value.ts';

/** The longest expression, in UTF-16 units: long enough for a parameter's list that was put into it. */
const MAX_LENGTH = 100_000;

/**
 * Parses an expression: Python's syntax and meaning, as far as flow-language allows. Gives the expression, or what is
 * wrong with it and where. Never throws, and its work is bounded by the length of the source.
 */
export function parseExpression(
  source: string,
): { readonly expression: Expression } | { readonly problem: ExpressionProblem } {
  try {
    return { expression: parsed(source) };
  } catch (error) {
    if (error instanceof ExpressionError) return { problem: error.problem };
    throw error;
  }
}

/** The tree of an expression that was parsed here. */
export function syntaxOf(expression: Expression): Syntax | undefined {
  return expression instanceof SyntaxExpression ? expression.syntax : undefined;
}

/** So many short expressions are kept: the flows of a project ask much the same questions. */
const MOST_KEPT = 1_000;
const MOST_KEPT_LENGTH = 300;
const kept = new Map<string, Parsed>();

function parsed(source: string): Expression {
  let known = kept.get(source);
  if (!known) {
    known = read(source);
    if (source.length <= MOST_KEPT_LENGTH && kept.size < MOST_KEPT) kept.set(source, known);
  }
  // Each place has one of its own: what is found out about it belongs to that place.
  return new SyntaxExpression(source, known);
}

function read(source: string): Parsed {
  const whole = { start: 0, end: source.length };
  if (source.length > MAX_LENGTH) fail('expression-limit/length', whole, { max: MAX_LENGTH });
  const cursor = new Cursor(source);
  if (cursor.isAtEnd()) fail('expression-syntax/empty', whole);
  const syntax = parseSyntax(cursor);
  if (!cursor.isAtEnd()) cursor.refuseEnd();
  // What is wrong with a call shows when it is compiled.
  const compiled = cursor.hasCalls ? compile(syntax) : undefined;
  return { names: cursor.uses, syntax, compiled };
}

/** What a source means, wherever it stands. */
interface Parsed {
  readonly names: readonly NameUse[];
  readonly syntax: Syntax;
  /** Is made once, at the latest when it is evaluated: `validate` evaluates nothing. */
  compiled: Compiled | undefined;
}

function keysOf(syntax: Syntax): readonly string[] | undefined {
  if (syntax.kind !== 'dict') return undefined;
  const keys = syntax.entries.map(([key]) => (key.kind === 'constant' ? key.value : null));
  return keys.every((key) => typeof key === 'string') ? keys : undefined;
}

class SyntaxExpression implements Expression {
  readonly source: string;
  readonly names: readonly NameUse[];
  readonly syntax: Syntax;
  readonly #parsed: Parsed;

  constructor(source: string, parsed: Parsed) {
    this.source = source;
    this.names = parsed.names;
    this.syntax = parsed.syntax;
    this.#parsed = parsed;
  }

  get keys(): readonly string[] | undefined {
    return keysOf(this.syntax);
  }

  evaluate(scope: Scope): Value {
    const run = new Run(scope);
    const compiled = (this.#parsed.compiled ??= compile(this.syntax));
    const result = compiled(run);
    if (typeof result !== 'object') return result;
    run.at = { start: 0, end: this.source.length };
    return toPlain(result, run.spend);
  }
}
