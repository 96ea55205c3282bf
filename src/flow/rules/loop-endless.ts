import { message } from '../../messages/message.ts';
import { kind } from '../checks/known.ts';
import type { NameUse } from '../expression/expression.ts';
import type { FlowExpression, FlowNode } from '../flow.ts';
import type { GraphEdge } from '../graph/graph-edge.ts';
import { isInside, type Loop } from '../graph/loops.ts';
import { child } from '../tree.ts';
import { finding } from './finding.ts';
import { hasItems } from './loop-limit-missing.ts';
import type { Rule, RuleContext } from './rule.ts';

/**
 * A loop that works through no items goes on until one of its conditions says otherwise. Here none ever does, or none
 * can change its mind from one round to the next, so that only `max_iterations` ends it: with a failure.
 */
export const loopEndless: Rule = (context) => {
  const { graph, upstream } = context;
  for (const loop of graph.loops) {
    const node = graph.nodes[loop.controller];
    const mayStop = child(node?.configTree, 'on_limit');
    // `stop` says that the limit is meant.
    if (!node || (mayStop?.kind === 'scalar' && mayStop.value === 'stop')) continue;
    if (mayStop?.kind === 'unknown' || hasItems(loop.controller, context)) continue;
    if (!upstream.isUnsure(loop.controller)) checkLoop(loop, node, context);
  }
};

function checkLoop(loop: Loop, node: FlowNode, context: RuleContext): void {
  const { graph, facts, report } = context;
  const backs = (graph.in[loop.controller] ?? []).filter(({ from }) => isIn(from, loop, context));
  const asked = node.expressions.get('continue_condition');
  // Without any condition it is a loop of so many rounds.
  if (!asked && !backs.some((edge) => edge.condition)) return;
  if (backs.some(({ kind }) => kind !== 'plain') || isLeft(loop, context)) return;
  // Where one edge leads back whatever happens, the others don't matter.
  const conditions = backs.flatMap(({ condition }) => condition ?? []);
  const stops = conditions.length < backs.length ? [] : conditions;
  const all = asked ? [asked, ...stops] : stops;
  const truths = all.map(({ expression }) => facts.known(expression).truth);
  if (truths.every((truth) => truth === true)) {
    const text = message('loop-endless', { node: node.id });
    const location = all[0]?.tree.location ?? node.idLocation;
    report(finding('loop-endless', location, text, message('loop-endless/hint')));
    return;
  }
  if (truths.includes(false) || !all.every((one) => isFixed(one, loop, context))) return;
  for (const { tree } of all) {
    const text = message('loop-condition-fixed', { node: node.id });
    const hint = message('loop-condition-fixed/hint');
    report(finding('loop-condition-fixed', tree.location, text, hint));
  }
}

function isIn(node: number, loop: Loop, { graph }: RuleContext): boolean {
  return isInside(graph.loopOf[node], loop);
}

/** Whether some edge out of the body may break the loop, or a failure may. */
function isLeft(loop: Loop, context: RuleContext): boolean {
  const { graph } = context;
  const leads = ({ to, kind, condition }: GraphEdge): boolean =>
    to !== loop.controller && !isIn(to, loop, context) && (kind !== 'plain' || !!condition);
  return loop.body.some((node) => graph.out[node]?.some(leads) === true);
}

/** Whether all that a condition names stays the same from round to round. */
function isFixed({ expression, tree }: FlowExpression, loop: Loop, context: RuleContext): boolean {
  if (!expression || context.facts.isDoubted(tree)) return false;
  return expression.names.every((use) => !mayChange(use, loop, context));
}

/** What only changes where there are items. */
const still: readonly string[] = ['batch', 'has_more_data', 'has_more_items', 'total'];

function mayChange({ name, member }: NameUse, loop: Loop, context: RuleContext): boolean {
  const { graph, upstream, facts } = context;
  const node = graph.nodes[loop.controller];
  const id = name === 'nodes' ? member : name;
  const named = graph.index.get(id ?? '');
  if (name === 'nodes' || (named !== undefined && member !== undefined)) {
    const isOwn = named === loop.controller || (named !== undefined && isIn(named, loop, context));
    if (named === undefined || named === loop.controller) return true;
    return isOwn && !(member !== undefined && isConstant(named, member, loop, context));
  }
  if (node?.inputs.some((input) => input.name === name)) return false;
  if (upstream.ports[loop.controller]?.outputs.includes(name)) return !still.includes(name);
  if (loop.body.some((n) => facts.isOpen(n))) return true;
  const givers = loop.body.filter((n) => upstream.ports[n]?.outputs.includes(name));
  const [giver, ...others] = givers;
  if (giver !== undefined) return others.length > 0 || !isConstant(giver, name, loop, context);
  // What an outer loop hands out, and what is above it, is the same in all rounds of this one.
  return false;
}

/** Whether a node of the body gives one and the same value in every round, in which it is never left out. */
function isConstant(node: number, output: string, loop: Loop, context: RuleContext): boolean {
  const { graph, facts } = context;
  const { values, kinds } = facts.output(node, output);
  if (values?.length !== 1 || (kinds & kind.none) !== 0) return false;
  return (graph.in[loop.controller] ?? [])
    .filter(({ from }) => isIn(from, loop, context))
    .every(({ from }) => from === node || facts.hasRun(node, from));
}
