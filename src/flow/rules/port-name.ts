import { message } from '../../messages/message.ts';
import type { Location } from '../../diagnostics/diagnostic.ts';
import { finding } from './finding.ts';
import { nearestOrAll } from './listed.ts';
import { hasOutput, outputHint } from './node-name.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A port of an edge that its node has not, or an input under `inputs:` that nothing takes. */
export const portName: Rule = (context) => {
  const { flow, graph, report } = context;
  for (const [index, node] of graph.nodes.entries()) {
    for (const { name, nameLocation } of node.inputs) {
      if (!takesInput(index, name, context))
        reportInput('input-unknown', index, name, nameLocation, context);
    }
  }
  for (const { from, to } of flow.edges) {
    const source = graph.index.get(from.node);
    const target = graph.index.get(to.node);
    if (source !== undefined && from.port !== undefined && !hasOutput(source, from.port, context)) {
      const text = message('port-unknown/output', { node: from.node, output: from.port });
      report(finding('port-unknown', from.location, text, outputHint(source, from.port, context)));
    }
    if (target !== undefined && to.port !== undefined && !takesInput(target, to.port, context)) {
      reportInput('port-unknown', target, to.port, to.location, context);
    }
  }
};

/** Whether a node has an input of that name, or an expression or template that may use it. */
function takesInput(index: number, name: string, { graph, upstream }: RuleContext): boolean {
  const ports = upstream.ports[index];
  if (!ports || ports.openInputs || ports.inputs.some((port) => port.name === name)) return true;
  const { expressions, templates } = graph.nodes[index] ?? {};
  const uses = [
    ...[...(expressions?.values() ?? [])].map(({ expression }) => expression?.names ?? []),
    ...[...(templates?.values() ?? [])].map(({ template }) => template.names),
  ];
  return uses.flat().some((use) => use.name === name);
}

function reportInput(
  code: 'input-unknown' | 'port-unknown',
  index: number,
  name: string,
  location: Location,
  { graph, upstream, report }: RuleContext,
): void {
  const known = (upstream.ports[index]?.inputs ?? []).map((port) => port.name);
  const values = { node: graph.nodes[index]?.id ?? '', type: graph.nodes[index]?.type ?? '', name };
  const hint = nearestOrAll(name, known, 'known/inputs') ?? message('input-unknown/none', values);
  report(finding(code, location, message('input-unknown', values), hint));
}
