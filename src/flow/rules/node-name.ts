import type { Location } from '../../diagnostics/diagnostic.ts';
import { message, type Message } from '../../messages/message.ts';
import type { NameUse } from '../expression/expression.ts';
import { placeIn } from '../tree.ts';
import { finding } from './finding.ts';
import { nearestOrAll, nodeHint } from './listed.ts';
import type { NamePlace } from './name-place.ts';
import type { RuleContext } from './rule.ts';

/**
 * Checks `writer.text` and `nodes["llm-1"].text`: the node must exist, come before the place, and have the output.
 * Gives whether the name is a node's at all.
 */
export function checkNodeName(place: NamePlace, use: NameUse, context: RuleContext): boolean {
  const { graph, report } = context;
  const byKey = use.name === 'nodes';
  const id = byKey ? use.member : use.name;
  if (id === undefined) return true;
  const index = graph.index.get(id);
  const location = (): Location => placeIn(place.tree, use.start, use.end);
  if (index === undefined) {
    if (!byKey) return false;
    const text = message('expression-name/node', { id });
    report(finding('expression-name', location(), text, nodeHint(context, id)));
    return true;
  }
  if (!isVisible(index, place, context)) {
    if (place.node !== undefined && context.upstream.isUnsure(place.node)) return true;
    const here = graph.nodes[place.node ?? -1]?.id ?? '';
    const variant = index === place.node ? 'node-not-upstream/itself' : 'node-not-upstream';
    const text = message(variant, { node: id, here });
    report(
      finding(
        'node-not-upstream',
        location(),
        text,
        message(`${variant}/hint`, { node: id, here }),
      ),
    );
    return true;
  }
  const output = byKey ? use.field : use.member;
  if (!byKey && output === undefined) checkValue(place, use, index, context);
  if (output === undefined || hasOutput(index, output, context)) return true;
  const text = message('output-unknown', { node: id, output });
  const at = outputPlace(place, use, byKey ? id : '', output);
  report(finding('output-unknown', at, text, outputHint(index, output, context)));
  return true;
}

/** Warns where a node's id stands for a value. An input node's may be the name of a run input as well. */
function checkValue(place: NamePlace, use: NameUse, index: number, context: RuleContext): void {
  const ports = context.upstream.ports[index];
  const role = context.graph.nodes[index]?.nodeType?.role;
  const [primary] = ports?.outputs ?? [];
  if (primary === undefined || ports?.openOutputs || role === 'input' || role === 'batch') return;
  if (!isOperand(String(place.tree.value), use)) return;
  const id = use.name;
  const text = message('node-as-value', { id });
  const hint = message('node-as-value/hint', { id, primary });
  context.report(finding('node-as-value', placeIn(place.tree, use.start, use.end), text, hint));
}

/** Whether a name is compared or calculated with, as an object of outputs never can be. */
function isOperand(source: string, { start, end }: NameUse): boolean {
  const after = /^\s*(?:[=!]=|[-<>+*/%])/.test(source.slice(end, end + 20));
  return after || /(?:[=!]=|[<>]=?|[-+*/%])\s*$/.test(source.slice(Math.max(0, start - 20), start));
}

/** Where the output of a use stands, behind the name and, in `nodes["llm-1"].text`, the key. */
function outputPlace({ tree }: NamePlace, use: NameUse, key: string, output: string): Location {
  const source = String(tree.value);
  const start = source.indexOf(output, source.indexOf(key, use.end) + key.length);
  if (start < use.end) return placeIn(tree, use.start, use.end);
  return placeIn(tree, start, start + output.length);
}

/**
 * Upstream; or in a loop with the place: then it has the value of the round before; or in a loop whose controller is
 * upstream: then it has the value of the last round.
 */
function isVisible(index: number, { node, after, body }: NamePlace, context: RuleContext): boolean {
  if (node === undefined || (after && index === node)) return true;
  const { upstream, graph } = context;
  if (context.inOneLoop(index, node) || body?.body.includes(index) === true) return true;
  if (upstream.isAbove(index, node)) return true;
  for (let loop = graph.loopOf[index]; loop; loop = loop.parent) {
    if (upstream.isAbove(loop.controller, node)) return true;
  }
  return false;
}

/** Whether a node has an output of that name, as far as can be known. */
export function hasOutput(index: number, name: string, { graph, upstream }: RuleContext): boolean {
  const ports = upstream.ports[index];
  if (!ports || ports.openOutputs || ports.outputs.includes(name)) return true;
  return name === 'error' && graph.nodes[index]?.onError.kind === 'node';
}

/** What to do about an output that a node has not. */
export function outputHint(index: number, name: string, context: RuleContext): Message | undefined {
  const { graph, upstream } = context;
  const node = graph.nodes[index];
  if (node?.nodeType?.possibleOutputs?.includes(name)) {
    return message('name-hint/config', { node: node.id, name });
  }
  return nearestOrAll(name, upstream.ports[index]?.outputs ?? [], 'known/outputs');
}
