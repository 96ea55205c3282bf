import type { Expression } from '../expression/expression.ts';
import { placeIn } from '../tree.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** What an expression can't do with such values, and comparisons whose answer never changes. */
export const expressionType: Rule = ({ places, facts, report }) => {
  for (const { expression, tree } of places) {
    // Nothing can be wrong with a name alone.
    if (!expression || isName(expression)) continue;
    for (const { code, message, hint, start, end } of facts.problems(expression)) {
      report(finding(code, placeIn(tree, start, end), message, hint));
    }
  }
};

function isName({ names: [first], source }: Expression): boolean {
  return first?.start === 0 && first.end === source.length;
}
