import { NodeError } from '../engine/component.ts';
import { ExpressionError, type Scope } from '../flow/expression/expression.ts';
import type { FlowTemplate } from '../flow/flow.ts';
import { placeIn } from '../flow/tree.ts';

/** A template's text with its places filled, by `write` where it is given. Throws {@link NodeError} with the place in the file that failed. */
export function fillTemplate(
  { template, tree }: FlowTemplate,
  scope: Scope,
  write?: (text: string, before: string) => string,
): string {
  try {
    return template.fill(scope, write);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, message, hint, start, end } = error.problem;
    const location = placeIn(tree, start, end);
    throw new NodeError(code, message, { location, cause: error, ...(hint && { hint }) });
  }
}
