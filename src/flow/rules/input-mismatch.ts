import type { Location } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import { kind, kindsOf, kindNames, type Known } from '../checks/known.ts';
import type { FlowNode } from '../flow.ts';
import type { InputPort } from '../node-type.ts';
import { own } from '../value.ts';
import { directSources } from './direct-source.ts';
import { finding } from './finding.ts';
import type { Rule, RuleContext } from './rule.ts';

/** What is known of a value that an input gets, and who gives it. */
interface Gift {
  readonly known: Known | undefined;
  readonly location: Location;
  /** The node that gives it; undefined for an expression. */
  readonly source?: string;
}

/** An input gets a value that its node surely refuses. */
export const inputMismatch: Rule = (context) => {
  for (const [index, node] of context.graph.nodes.entries()) {
    const ports = context.upstream.ports[index]?.inputs ?? [];
    for (const port of ports) {
      if (!port.accepts) continue;
      for (const gift of giftsOf(node, index, port, context)) check(gift, node, port, context);
    }
  }
};

function check(
  { known, location, source }: Gift,
  node: FlowNode,
  { name, accepts = [] }: InputPort,
  { report }: RuleContext,
): void {
  if (!known) return;
  const taken = accepts.reduce((sum, type) => sum | kindsOf(type), 0);
  // None means mostly that a node was skipped, which is for the run to see.
  const given = known.kinds & ~kind.none;
  if (given === 0 || (given & taken) !== 0) return;
  const found = kindNames({ kinds: given });
  const types = kindNames({ kinds: taken });
  const values = { node: node.id, name, types, found, source: source ?? '' };
  const key = source === undefined ? 'input-mismatch/expression' : 'input-mismatch';
  const text = message(key, values);
  report(finding('input-mismatch', location, text, message('input-mismatch/hint')));
}

/** What an input gets, by the rules of binding; nothing where only the run can tell. */
function giftsOf(node: FlowNode, index: number, port: InputPort, context: RuleContext): Gift[] {
  const { forward, graph, upstream, facts } = context;
  const { name } = port;
  const id = (n: number): string => graph.nodes[n]?.id ?? '';
  const input = node.inputs.find((one) => one.name === name);
  if (input) return [{ known: facts.known(input.expression), location: input.tree.location }];
  const edges = (forward.in[index] ?? []).filter(({ toPort }) => toPort === name);
  if (edges.length > 0) {
    return edges.map(({ from, fromPort, kind: way, location }) => ({
      known: way === 'handler' ? undefined : outputOf(from, fromPort, context),
      location,
      source: id(from),
    }));
  }
  if (own(node.config, name) !== undefined || port.explicit) return [];
  const found = upstream.nearest(index, name);
  if (found) {
    if (upstream.distanceToOpen(index) < found.distance) return [];
    return found.givers.flatMap((giver) => {
      const at = upstream.nodeOf(giver);
      const known = at === giver ? facts.output(at, name) : undefined;
      return [{ known, location: node.idLocation, source: id(at) }];
    });
  }
  if (!isFilledByPrimary(node, index, port, context)) return [];
  return directSources(index, context).map(({ edge, through }) => ({
    known: edge.kind === 'handler' ? undefined : outputOf(edge.from, edge.fromPort, context),
    location: through.location,
    source: id(edge.from),
  }));
}

/** Whether an input gets the predecessor's primary: it is required, and alone in being open. */
function isFilledByPrimary(
  node: FlowNode,
  index: number,
  port: InputPort,
  { upstream, forward }: RuleContext,
): boolean {
  if (!port.required || upstream.hasOpenWork(index)) return false;
  const isOpen = ({ name, required }: InputPort): boolean =>
    required &&
    own(node.config, name) === undefined &&
    !node.inputs.some((one) => one.name === name) &&
    !(forward.in[index] ?? []).some(({ toPort }) => toPort === name) &&
    !upstream.nearest(index, name);
  return (upstream.ports[index]?.inputs ?? []).filter(isOpen).length === 1;
}

/** What leaves a node by an edge: the port that it names, else the primary. */
function outputOf(
  from: number,
  port: string | undefined,
  { graph, upstream, facts }: RuleContext,
): Known | undefined {
  if (port !== undefined) return facts.output(from, port);
  const [primary] = upstream.ports[from]?.outputs ?? [];
  const isSure = !facts.isOpen(from) || graph.nodes[from]?.nodeType?.role === 'input';
  return primary !== undefined && isSure ? facts.output(from, primary) : undefined;
}
