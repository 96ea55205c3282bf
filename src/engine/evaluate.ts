import { ExpressionError, type Expression, type Scope } from '../flow/expression/expression.ts';
import type { FlowExpression } from '../flow/flow.ts';
import { placeIn } from '../flow/tree.ts';
import type { Value } from '../flow/value.ts';
import { message, type Message } from '../messages/message.ts';
import { NodeError } from './component.ts';
import { showValue } from './show-value.ts';

/**
 * Evaluates an expression of a flow. What goes wrong becomes a {@link NodeError} with its place in the file and the
 * values of the names in the expression.
 */
export function evaluateIn({ expression, tree }: FlowExpression, scope: Scope): Value {
  if (!expression) {
    throw new NodeError('expression-missing', message('expression-missing'), {
      location: tree.location,
    });
  }
  try {
    return expression.evaluate(scope);
  } catch (error) {
    if (error instanceof NodeError && !error.location) error.location = tree.location;
    if (!(error instanceof ExpressionError)) throw error;
    const { code, message: text, hint, start, end } = error.problem;
    const shown = withValues(hint, valuesIn(expression, scope));
    throw new NodeError(code, text, {
      location: placeIn(tree, start, end),
      ...(shown && { hint: shown }),
    });
  }
}

function withValues(hint: Message | undefined, values: string): Message | undefined {
  if (values === '') return hint;
  return hint
    ? message('expression-values/after-hint', { hint, values })
    : message('expression-values', { values });
}

/** The names of an expression with their values, short enough to be read: `score = 0.4, language = "zh"`. */
export function valuesIn(expression: Expression, scope: Scope): string {
  const shown = new Map<string, string>();
  for (const { name } of expression.names) {
    if (shown.has(name)) continue;
    try {
      const value = scope.lookup(name);
      if (value !== undefined) shown.set(name, showValue(value));
    } catch {
      // A name that can't be read is left out: the failure itself is told already.
    }
  }
  return [...shown].map(([name, value]) => `${name} = ${value}`).join(', ');
}
