import type { Location, Related } from '../../diagnostics/diagnostic.ts';
import { message, type Message } from '../../messages/message.ts';
import { deadArms, type DeadArm } from '../checks/router-arms.ts';
import type { FlowNode } from '../flow.ts';
import type { GraphEdge } from '../graph/graph-edge.ts';
import { armsOf } from '../graph/graph.ts';
import { finding } from './finding.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Why a way is never taken: where it stands, and what is going to be said of it, unless another finding does. */
interface Cause {
  readonly location: Location;
  readonly said?: Said;
  /** What explains it, and what follows from it. */
  readonly related: Related[];
}

interface Said {
  readonly message: Message;
  readonly hint: Message;
}

type Dead = Map<GraphEdge, Cause>;

/** Arms and edges that are never taken, and nodes to which no other way leads. */
export const branchUnreachable: Rule = (context) => {
  const dead: Dead = new Map();
  const causes: Cause[] = [];
  for (const [index, node] of context.graph.nodes.entries()) {
    if (node.nodeType?.role === 'router') causes.push(...checkRouter(node, index, dead, context));
  }
  causes.push(...checkEdges(dead, context));
  if (dead.size > 0) checkNodes(dead, context);
  for (const { location, said, related } of causes) {
    if (!said) {
      if (related.length > 0) context.consequences.set(location, related);
      continue;
    }
    const { message: text, hint } = said;
    const others = related.length > 0 ? related : undefined;
    context.report(finding('branch-unreachable', location, text, hint, others));
  }
};

/** Gives all that is to be said of a router's arms. */
function checkRouter(node: FlowNode, index: number, dead: Dead, context: RuleContext): Cause[] {
  const { facts, graph } = context;
  const arms = deadArms(node, facts);
  if (arms.length === 0) return [];
  const causes = new Map<DeadArm, Cause>();
  for (const arm of arms) {
    const values = { router: node.id, target: arm.target, subject: arm.subject ?? '' };
    const key =
      arm.why === 'never' ? 'branch-unreachable' : (`branch-unreachable/${arm.why}` as const);
    const related = arm.earlier?.map((location) => ({
      message: message('branch-unreachable/earlier'),
      location,
    }));
    // Only what others take away is given back by its place.
    const isTooLate = arm.why === 'covered' || arm.why === 'after-always';
    const hint = message(isTooLate ? 'branch-unreachable/hint' : 'branch-unreachable/hint-remove');
    const said = { message: message(key, values), hint };
    const { location, isTold } = arm;
    causes.set(arm, { location, related: [...(related ?? [])], ...(!isTold && { said }) });
  }
  for (const edge of graph.out[index] ?? []) {
    const id = graph.nodes[edge.to]?.id ?? '';
    const ways = arms.filter(({ target }) => target === id);
    const [way] = ways;
    const cause = way && causes.get(way);
    if (edge.kind === 'route' && cause && ways.length === countOf(node, id)) dead.set(edge, cause);
  }
  return [...causes.values()];
}

/** How many arms lead to a node. */
function countOf(router: FlowNode, target: DeadArm['target']): number {
  return armsOf(router).filter((arm) => arm.target === target).length;
}

function checkEdges(dead: Dead, { graph, facts }: RuleContext): Cause[] {
  const causes: Cause[] = [];
  for (const edge of graph.edges) {
    const { condition, from, to } = edge;
    if (!condition?.expression || facts.known(condition.expression).truth !== false) continue;
    const values = { source: graph.nodes[from]?.id ?? '', target: graph.nodes[to]?.id ?? '' };
    const said = {
      message: message('branch-unreachable/edge', values),
      hint: message('branch-unreachable/hint-remove'),
    };
    const isTold = facts.problems(condition.expression).length > 0;
    const cause = { location: condition.tree.location, related: [], ...(!isTold && { said }) };
    dead.set(edge, cause);
    causes.push(cause);
  }
  return causes;
}

/**
 * The first nodes on each way that never run; what comes after them follows from it. Where one cause alone is to
 * blame, the node belongs to what is said of that.
 */
function checkNodes(dead: Dead, { graph, forward, report }: RuleContext): void {
  const never = new Set<number>();
  for (const index of forward.order) {
    const edges = forward.in[index] ?? [];
    const node = graph.nodes[index];
    const isNever = (edge: GraphEdge): boolean => dead.has(edge) || never.has(edge.from);
    if (!node || edges.length === 0 || !edges.every(isNever)) continue;
    never.add(index);
    const cut = edges.flatMap((edge) => dead.get(edge) ?? []);
    const [cause] = cut;
    if (!cause) continue;
    if (cut.every(({ location }) => location === cause.location)) {
      cause.related.push({
        message: message('branch-unreachable/node'),
        location: node.idLocation,
      });
      continue;
    }
    const text = message('node-unreachable', { node: node.id });
    const related = cut.map(({ location }) => ({
      message: message('node-unreachable/edge'),
      location,
    }));
    report(
      finding('node-unreachable', node.idLocation, text, message('node-unreachable/hint'), related),
    );
  }
}
