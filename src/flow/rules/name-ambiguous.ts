import { message } from '../../messages/message.ts';
import type { NameUse } from '../expression/expression.ts';
import { placeIn } from '../tree.ts';
import { finding } from './finding.ts';
import type { NamePlace } from './name-place.ts';
import { isGivenNearby } from './name-scope.ts';
import type { RuleContext } from './rule.ts';
import { tiedNodes, tieAt } from './tie.ts';

/** A name in an expression that two nodes give, equally near, which can both run. */
export function checkAmbiguity(place: NamePlace, use: NameUse, context: RuleContext): void {
  const { graph, report } = context;
  const { node, own } = place;
  const { name } = use;
  if (node === undefined || own.has(name) || isGivenNearby(place, name, context)) return;
  const tie = tieAt(node, name, context);
  if (!tie) return;
  const [first, second] = tie;
  const id = (n: number): string => graph.nodes[n]?.id ?? '';
  const values = { name, node: id(node), first: id(first), second: id(second) };
  report(
    finding(
      'name-ambiguous',
      placeIn(place.tree, use.start, use.end),
      message('name-ambiguous', values),
      message('name-ambiguous/hint', values),
      tiedNodes(tie, context),
    ),
  );
}
