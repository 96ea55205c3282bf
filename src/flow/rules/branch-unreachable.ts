import type { Location } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import { deadArms, type DeadArm } from '../checks/router-arms.ts';
import type { FlowNode } from '../flow.ts';
import type { GraphEdge } from '../graph/graph-edge.ts';
import { armsOf } from '../graph/graph.ts';
import { finding } from './finding.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Where a way stands that is never taken, by its edge. */
type Dead = Map<GraphEdge, Location>;

/** Arms and edges that are never taken, and nodes to which no other way leads. */
export const branchUnreachable: Rule = (context) => {
  const dead: Dead = new Map();
  for (const [index, node] of context.graph.nodes.entries()) {
    if (node.nodeType?.role === 'router') checkRouter(node, index, dead, context);
  }
  checkEdges(dead, context);
  if (dead.size > 0) checkNodes(dead, context);
};

function checkRouter(node: FlowNode, index: number, dead: Dead, context: RuleContext): void {
  const { facts, graph, report } = context;
  const arms = deadArms(node, facts);
  if (arms.length === 0) return;
  for (const arm of arms) {
    const values = { router: node.id, target: arm.target, subject: arm.subject ?? '' };
    const key =
      arm.why === 'never' ? 'branch-unreachable' : (`branch-unreachable/${arm.why}` as const);
    const related = arm.earlier?.map((location) => ({
      message: message('branch-unreachable/earlier'),
      location,
    }));
    const hint = message(
      arm.why === 'default' ? 'branch-unreachable/hint-remove' : 'branch-unreachable/hint',
    );
    if (!arm.isTold) {
      report(finding('branch-unreachable', arm.location, message(key, values), hint, related));
    }
  }
  for (const edge of graph.out[index] ?? []) {
    const id = graph.nodes[edge.to]?.id ?? '';
    const ways = arms.filter(({ target }) => target === id);
    const [way] = ways;
    if (edge.kind === 'route' && way && ways.length === countOf(node, id))
      dead.set(edge, way.location);
  }
}

/** How many arms lead to a node. */
function countOf(router: FlowNode, target: DeadArm['target']): number {
  return armsOf(router).filter((arm) => arm.target === target).length;
}

function checkEdges(dead: Dead, { graph, facts, report }: RuleContext): void {
  for (const edge of graph.edges) {
    const { condition, from, to } = edge;
    if (!condition?.expression || facts.known(condition.expression).truth !== false) continue;
    dead.set(edge, condition.tree.location);
    if (facts.problems(condition.expression).length > 0) continue;
    const values = { source: graph.nodes[from]?.id ?? '', target: graph.nodes[to]?.id ?? '' };
    report(
      finding(
        'branch-unreachable',
        condition.tree.location,
        message('branch-unreachable/edge', values),
        message('branch-unreachable/hint-remove'),
      ),
    );
  }
}

/** The first nodes on each way that never run; what comes after them follows from it. */
function checkNodes(dead: Dead, { graph, forward, report }: RuleContext): void {
  const never = new Set<number>();
  for (const index of forward.order) {
    const edges = forward.in[index] ?? [];
    const node = graph.nodes[index];
    const isNever = (edge: GraphEdge): boolean => dead.has(edge) || never.has(edge.from);
    if (!node || edges.length === 0 || !edges.every(isNever)) continue;
    never.add(index);
    const cut = edges.flatMap((edge) => dead.get(edge) ?? []);
    if (cut.length === 0) continue;
    const text = message('node-unreachable', { node: node.id });
    const related = cut.map((location) => ({
      message: message('node-unreachable/edge'),
      location,
    }));
    report(
      finding('node-unreachable', node.idLocation, text, message('node-unreachable/hint'), related),
    );
  }
}
