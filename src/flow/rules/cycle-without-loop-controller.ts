import { message } from '../../messages/message.ts';
import type { Graph } from '../graph/graph.ts';
import type { GraphEdge } from '../graph/graph-edge.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

const MOST_SHOWN = 10;

/** Nodes wait for each other in a circle, and no LoopController is among them. */
export const cycleWithoutLoopController: Rule = ({ graph, report }) => {
  for (const cycle of graph.cycles) {
    // An edge to the node itself has a code of its own.
    if (cycle.length < 2) continue;
    // Perhaps a LoopController, if only its type were known.
    if (cycle.some((node) => !graph.nodes[node]?.nodeType)) continue;
    const edges = edgesAlong(cycle, graph);
    const closing = edges.at(-1);
    if (!closing) continue;
    const id = (node: number | undefined): string => graph.nodes[node ?? -1]?.id ?? '';
    report(
      finding(
        'cycle-without-loop-controller',
        closing.location,
        message('cycle-without-loop-controller', { cycle: shown(cycle.map(id)) }),
        message('cycle-without-loop-controller/hint'),
        edges.slice(0, MOST_SHOWN).map(({ from, to, location }) => ({
          message: message('cycle-without-loop-controller/edge', { from: id(from), to: id(to) }),
          location,
        })),
      ),
    );
  }
};

/** `a → b → a`; a long cycle without its middle. */
function shown(ids: readonly string[]): string {
  const names =
    ids.length > MOST_SHOWN ? [...ids.slice(0, MOST_SHOWN - 1), '…', ids.at(-1) ?? ''] : ids;
  return [...names, ids[0] ?? ''].join(' → ');
}

function edgesAlong(cycle: readonly number[], graph: Graph): GraphEdge[] {
  return cycle.flatMap((from, n) => {
    const to = cycle[(n + 1) % cycle.length];
    return graph.out[from]?.find((edge) => edge.to === to) ?? [];
  });
}
