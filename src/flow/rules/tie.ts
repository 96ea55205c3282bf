import type { Related } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import type { RuleContext } from './rule.ts';

type Tie = [number, number];

/** Two nodes that declare a name, are the nearest above a node, equally near, and can surely both run. */
export function tieAt(node: number, name: string, context: RuleContext): Tie | undefined {
  const { upstream, ties } = context;
  const found = upstream.nearest(node, name);
  if (!found || found.givers.length < 2) return undefined;
  const { givers, distance } = found;
  // Something nearer may give the name, whatever it declares.
  if (upstream.distanceToOpen(node) < distance) return undefined;
  if (!ties.has(givers)) ties.set(givers, tieAmong(givers, context));
  return ties.get(givers);
}

function tieAmong(
  givers: readonly number[],
  { upstream, exclusive, graph }: RuleContext,
): Tie | undefined {
  const places = givers.map((giver) => {
    const index = upstream.nodeOf(giver);
    const handler = graph.out[index]?.find(({ kind }) => kind === 'handler');
    return { index, place: giver !== index && handler ? exclusive.edgePlace(handler) : index };
  });
  const both = exclusive.firstBoth(places, (a, b) => exclusive.canBoth(a.place, b.place));
  return both && [both[0].index, both[1].index];
}

/** Where the two nodes of a tie stand. */
export function tiedNodes(nodes: readonly number[], { graph }: RuleContext): Related[] {
  return nodes.flatMap((n) => {
    const node = graph.nodes[n];
    return node
      ? [{ message: message('related/node', { node: node.id }), location: node.idLocation }]
      : [];
  });
}
