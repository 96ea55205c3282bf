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

function parsed(source: string): Expression {
  const whole = { start: 0, end: source.length };
  if (source.length > MAX_LENGTH) fail('expression-limit/length', whole, { max: MAX_LENGTH });
  const cursor = new Cursor(source);
  if (cursor.isAtEnd()) fail('expression-syntax/empty', whole);
  const syntax = parseSyntax(cursor);
  if (!cursor.isAtEnd()) cursor.refuseEnd();
  const expression = new SyntaxExpression(source, cursor.uses, syntax);
  // What is wrong with a call shows when it is compiled.
  if (cursor.hasCalls) expression.compile();
  return expression;
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
  #compiled: Compiled | undefined;

  constructor(source: string, names: readonly NameUse[], syntax: Syntax) {
    this.source = source;
    this.names = names;
    this.syntax = syntax;
  }

  get keys(): readonly string[] | undefined {
    return keysOf(this.syntax);
  }

  /** Is done once, at the latest when it is evaluated: `validate` evaluates nothing. */
  compile(): Compiled {
    return (this.#compiled ??= compile(this.syntax));
  }

  evaluate(scope: Scope): Value {
    const run = new Run(scope);
    const result = this.compile()(run);
    if (typeof result !== 'object') return result;
    run.at = { start: 0, end: this.source.length };
    return toPlain(result, run.spend);
  }
}
