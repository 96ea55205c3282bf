import {
  ExpressionError,
  type Expression,
  type ExpressionProblem,
  type Scope,
} from '../../../src/flow/expression/expression.ts';
import { parseExpression } from '../../../src/flow/expression/parse-expression.ts';
import { own, toJson, type Value, type ValueObject } from '../../../src/flow/value.ts';

/** A scope with the values of an object. */
export function scopeOf(values: ValueObject): Scope {
  return { lookup: (name) => own(values, name), names: () => Object.keys(values) };
}

/** The expression of a source that has one. */
export function parsed(source: string): Expression {
  const result = parseExpression(source);
  if ('problem' in result) throw new ExpressionError(result.problem);
  return result.expression;
}

/** The value of an expression. */
export function evaluate(source: string, values: ValueObject = {}): Value {
  return parsed(source).evaluate(scopeOf(values));
}

/** What is wrong with an expression, whether that shows in parsing or in evaluating. */
export function problemOf(source: string, values: ValueObject = {}): ExpressionProblem {
  try {
    const value = evaluate(source, values);
    throw new Error(`${source} is ${toJson(value)}`);
  } catch (error) {
    if (error instanceof ExpressionError) return error.problem;
    throw error;
  }
}
