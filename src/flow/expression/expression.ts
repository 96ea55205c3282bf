import {
  message,
  type Message,
  type MessageKey,
  type MessageValues,
} from '../../messages/message.ts';
import type { DiagnosticCode } from '../../diagnostics/codes.ts';
import type { Value } from '../value.ts';

/** A parsed expression: Python's syntax and meaning, as far as flow-language allows. Immutable, reusable. */
export interface Expression {
  readonly source: string;
  /** Every use of a free name, in source order: `score` in `score > 0.7`, `writer` in `writer.text`. */
  readonly names: readonly NameUse[];
  /** The keys of the result where the expression is a dict literal with constant texts as keys. */
  readonly keys: readonly string[] | undefined;
  /**
   * Result for a scope: a plain value, so that a whole float becomes a whole number (2.0 is 2) and a tuple a list. NaN
   * and infinities stay numbers; JSON has null for them. Throws {@link ExpressionError}; pure; bounded in work.
   */
  evaluate(scope: Scope): Value;
}

export interface NameUse {
  readonly name: string;
  /** Offsets in the expression's source. */
  readonly start: number;
  readonly end: number;
  /**
   * What is taken of it, where that is written as a constant: `writer.text` and `writer["text"]` give `text`. For
   * `nodes["llm-1"].text` the use is {name: 'nodes', member: 'llm-1', field: 'text'}.
   */
  readonly member?: string;
  readonly field?: string;
}

/** Where names get their values. `undefined` means: no such name. */
export interface Scope {
  lookup(name: string): Value | undefined;
  /**
   * What `name.member` is, where it is more than a member of the name's value: a node's id can be the name of a run
   * input too (the guide's InputNode is called `input`), and then `input.text` is the node's output. Undefined: the
   * member is looked for in the name's value.
   */
  attribute?(name: string, member: string): Value | undefined;
  /** The names there are, for the message of an undefined one; the nearest ones first. */
  names(): Iterable<string>;
}

/** What is wrong with an expression, and where in its source. */
export interface ExpressionProblem {
  readonly code: DiagnosticCode;
  readonly message: Message;
  readonly hint?: Message;
  readonly start: number;
  readonly end: number;
}

/** Thrown by {@link Expression.evaluate}. */
export class ExpressionError extends Error {
  override name = 'ExpressionError';
  readonly problem: ExpressionProblem;
  constructor(problem: ExpressionProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** A stretch of an expression's source: offsets, end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Keys of the catalogue that can be said of an expression: a code, or `code/variant`. */
export type ProblemKey = Extract<MessageKey, DiagnosticCode | `${DiagnosticCode}/${string}`>;

/** Short for the common way to fail; the code is the key without its variant. */
export function fail(key: ProblemKey, span: Span, values?: MessageValues, hint?: Message): never {
  const { start, end } = span;
  const code = key.split('/', 1)[0] as DiagnosticCode;
  const problem = { code, message: message(key, values), start, end };
  throw new ExpressionError(hint === undefined ? problem : { ...problem, hint });
}
