import type { Expression } from '../expression/expression.ts';
import { placeIn } from '../tree.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** What an expression can't do with such values, and comparisons whose answer never changes. */
export const expressionType: Rule = ({ places, facts, consequences, report }) => {
  for (const { expression, tree } of places) {
    // Nothing can be wrong with a name alone.
    if (!expression || isName(expression)) continue;
    let related = consequences.get(tree.location);
    for (const { code, message, hint, start, end } of facts.problems(expression)) {
      report(finding(code, placeIn(tree, start, end), message, hint, related));
      related = undefined;
    }
  }
};

function isName({ names: [first], source }: Expression): boolean {
  return first?.start === 0 && first.end === source.length;
}
