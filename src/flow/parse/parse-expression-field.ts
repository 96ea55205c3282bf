import type { Location, Report } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import type { ExpressionProblem } from '../expression/expression.ts';
import { parseExpression } from '../expression/parse-expression.ts';
import { pythonFor } from '../expression/python-for.ts';
import { rewritten, type Repair } from '../read/scalar-fixes.ts';
import type { FlowExpression, NamedExpression } from '../flow.ts';
import { keyText, placeIn, type MapTree, type ScalarTree, type Tree } from '../tree.ts';

/**
 * Parses the text of an expression field; a number or `true` written without quotes is its own literal. A problem is
 * reported at its place in the file. An unknown or wrong value gives an expression that is not there.
 */
export function parseExpressionField(tree: Tree, report: Report): FlowExpression {
  if (tree.kind !== 'scalar') {
    if (tree.kind !== 'unknown') {
      report({
        severity: 'error',
        code: 'field-type',
        message: message('field-type/expression'),
        location: tree.location,
        // The bracket that it begins with is YAML's unless it is quoted.
        hint: message('kind/expression-quoted'),
      });
    }
    return { expression: undefined, tree: blankScalar(tree) };
  }
  const source = literalText(tree.value);
  const result = parseExpression(source);
  if ('expression' in result) return { expression: result.expression, tree };
  const { code, message: text, hint, start, end } = result.problem;
  const location = placeIn(tree, start, end);
  report({
    severity: 'error',
    code,
    message: text,
    location,
    ...(hint && { hint }),
    ...repairOf(result.problem, source, location),
  });
  return { expression: undefined, tree };
}

/** Only where the file has the very letters: not those of a placeholder's value, not escapes. */
function repairOf(
  problem: ExpressionProblem,
  source: string,
  { file, start, end }: Location,
): Repair {
  const text = pythonFor(problem, source);
  const isThere = file.text.slice(start, end) === source.slice(problem.start, problem.end);
  return text !== undefined && isThere ? rewritten({ start, end, text }) : {};
}

function literalText(value: ScalarTree['value']): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

function blankScalar({ location }: Tree): ScalarTree {
  return { kind: 'scalar', value: null, location, quoted: false, textStart: location.start };
}

/** A map of name → expression: `outputs` of a flow, `inputs` of a node. */
export function parseNamedExpressions(map: MapTree | undefined, report: Report): NamedExpression[] {
  return (map?.entries ?? []).map(({ key, value }) => {
    const { expression, tree } = parseExpressionField(value, report);
    return { name: keyText(key), nameLocation: key.location, expression, tree };
  });
}
