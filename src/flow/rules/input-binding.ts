import { message } from '../../messages/message.ts';
import type { FlowNode } from '../flow.ts';
import type { GraphEdge } from '../graph/graph-edge.ts';
import type { InputPort } from '../node-type.ts';
import { own } from '../value.ts';
import { directSources, twoSources } from './direct-source.ts';
import { finding } from './finding.ts';
import type { Rule, RuleContext } from './rule.ts';
import { tiedNodes, tieAt } from './tie.ts';

/** Inputs that nothing can fill, or that two nodes fill where nothing says which. */
export const inputBinding: Rule = (context) => {
  // From above to below, as the look-up of names likes it.
  for (const index of context.forward.order) {
    const node = context.graph.nodes[index];
    if (!node) continue;
    const { nodeType } = node;
    checkPortEdges(node, index, context);
    // A merger takes all that comes; a sub-flow with `inputs:` takes these alone.
    if (!nodeType || nodeType.role === 'merger') continue;
    if (nodeType.role === 'flow' && node.inputs.length > 0) continue;
    const open = openPorts(node, index, context);
    if (open.length > 0) checkOpen(node, index, open, context);
  }
};

/** Two edges to one input. */
function checkPortEdges(node: FlowNode, index: number, context: RuleContext): void {
  const { forward, exclusive, report } = context;
  const edges = (forward.in[index] ?? []).filter(({ toPort }) => toPort !== undefined);
  if (edges.length < 2) return;
  const byPort = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    const { toPort = '' } = edge;
    if (node.inputs.some(({ name }) => name === toPort)) continue;
    const others = byPort.get(toPort);
    if (others) others.push(edge);
    else byPort.set(toPort, [edge]);
  }
  for (const [name, same] of byPort) {
    const both = exclusive.firstBoth(same, (a, b) =>
      exclusive.canBoth(exclusive.edgePlace(a), exclusive.edgePlace(b)),
    );
    if (!both) continue;
    const text = message('input-ambiguous/run', { node: node.id, name });
    report(
      finding('input-ambiguous', both[1].location, text, undefined, [
        { message: message('input-ambiguous/edge', { name }), location: both[0].location },
      ]),
    );
  }
}

/** Required inputs that are open after the first three rules of binding; ties among them are reported. */
function openPorts(node: FlowNode, index: number, context: RuleContext): InputPort[] {
  const { forward, graph, upstream, report } = context;
  const inputs = upstream.ports[index]?.inputs ?? [];
  if (inputs.length === 0) return [];
  const given = new Set(node.inputs.map(({ name }) => name));
  for (const { toPort } of forward.in[index] ?? []) if (toPort !== undefined) given.add(toPort);
  return inputs.filter((port) => {
    const { name } = port;
    if (given.has(name) || own(node.config, name) !== undefined) return false;
    if (port.explicit || !upstream.nearest(index, name)) return port.required;
    const tie = tieAt(index, name, context);
    if (tie) {
      const [first = '', second = ''] = tie.map((n) => graph.nodes[n]?.id);
      const values = { node: node.id, name, first, second };
      const text = message('input-ambiguous/near', values);
      const hint = message('input-ambiguous/near/hint', values);
      report(finding('input-ambiguous', node.idLocation, text, hint, tiedNodes(tie, context)));
    }
    return false;
  });
}

/** The predecessor's primary fills one open input; here it can't, or two predecessors would. */
function checkOpen(
  node: FlowNode,
  index: number,
  open: readonly InputPort[],
  context: RuleContext,
): void {
  const { upstream, report } = context;
  if (upstream.isUnsure(index)) return;
  const explicit = open.filter((port) => port.explicit);
  const fillable = open.filter((port) => !port.explicit);
  const isOpen = upstream.distanceToOpen(index) < Infinity;
  const sources = directSources(index, context);
  const unbound = isOpen || (sources.length > 0 && fillable.length < 2) ? explicit : open;
  for (const { name } of unbound) {
    const several = sources.length > 0 && fillable.length > 1;
    const hint = several
      ? message('input-unbound/several', { names: fillable.map((port) => port.name) })
      : message('input-unbound/hint', { name });
    const text = message('input-unbound', { node: node.id, name });
    report(finding('input-unbound', node.idLocation, text, hint));
  }
  const [port, ...others] = fillable;
  if (!port || others.length > 0 || upstream.hasOpenWork(index)) return;
  const both = twoSources(sources, context);
  if (!both) return;
  const [first = '', second = ''] = both.map((n) => context.graph.nodes[n]?.id);
  const values = { node: node.id, name: port.name, first, second };
  // A run input of that name would settle it.
  const code = isOpen ? 'input-doubtful' : 'input-ambiguous';
  const hint = message('input-ambiguous/hint', values);
  report(finding(code, node.idLocation, message(code, values), hint, tiedNodes(both, context)));
}
