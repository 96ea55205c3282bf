import type { FlowNode } from '../flow.ts';
import type { Plan, PlanEdge, PlanNode } from '../plan/plan.ts';
import { own } from '../value.ts';
import { canonical } from './canonical.ts';
import { partName } from './fingerprint.ts';
import { namesRead, type NamesRead } from './names-read.ts';
import type { Surroundings } from './surroundings.ts';

/** Keys of the configs of built-in types that change how fast something comes about, or how it looks, but not what. */
const idle: ReadonlyMap<string, readonly string[]> = new Map([
  ['InputNode', ['placeholder']],
  ['ItemProcessor', ['concurrency']],
]);
/** Of a node that runs a flow: the plan of the flow says it all. */
const subFlowKeys = ['flow', 'parameters'];

/** What a node is by itself, its sub-flow apart: parts by name. */
export function nodeParts(
  plan: Plan,
  planned: PlanNode,
  into: readonly PlanEdge[],
  surroundings: Surroundings,
): Map<string, string> {
  const { seal } = surroundings;
  const { node, index } = planned;
  const parts = new Map<string, string>([[partName.type, seal(node.type)]]);
  const skipped = [
    // How many run beside it.
    'parallel',
    ...(idle.get(node.type) ?? []),
    ...(plan.subPlans.has(index) ? subFlowKeys : []),
  ];
  for (const key of Object.keys(node.config)) {
    if (skipped.includes(key)) continue;
    parts.set(partName.config + key, seal(canonical(own(node.config, key) ?? null, true)));
  }
  for (const [name, text] of surroundings.outside(node) ?? []) parts.set(name, text);
  for (const { name, tree } of node.inputs) parts.set(partName.input + name, seal(source(tree)));
  addTies(parts, plan, planned, into, surroundings);
  addLookups(parts, plan, namesRead(node, into), surroundings);
  return parts;
}

/** How it is tied to others, and what comes of a failure. */
function addTies(
  parts: Map<string, string>,
  plan: Plan,
  { node, join, out }: PlanNode,
  into: readonly PlanEdge[],
  { seal }: Surroundings,
): void {
  if (join === 'first') parts.set(partName.join, join);
  const { onError, retry } = node;
  if (onError.kind !== 'fail') {
    parts.set(partName.onError, onError.kind === 'node' ? `-> ${onError.id}` : onError.kind);
  }
  // How often and how long it tries has no part in an answer that is there.
  if (retry?.when) parts.set(partName.retryWhen, seal(source(retry.when.tree)));
  const byOrder = node.nodeType?.role === 'merger';
  const from = new Map<string, string[]>();
  for (const [n, edge] of into.entries()) {
    const id = idOf(plan, edge.from);
    const texts = from.get(id) ?? [];
    from.set(id, [...texts, edgeText(edge) + (byOrder ? ` ${n}` : '')]);
  }
  for (const [id, texts] of from) parts.set(partName.from + id, seal(texts.sort().join('; ')));
  if (node.nodeType?.role !== 'splitter') return;
  // Which part is whose goes by their order.
  parts.set(partName.to, seal(out.map(({ to }) => idOf(plan, to)).join(', ')));
}

/** The values of parameters and run inputs that are looked up by name. */
export function addLookups(
  parts: Map<string, string>,
  { flow }: Plan,
  { names, inputs, parameters }: NamesRead,
  { seal, runInputs = new Map() }: Surroundings,
): void {
  const values = flow.parameterValues;
  for (const name of parameters ? Object.keys(values) : names) {
    const value = own(values, name);
    if (value !== undefined) parts.set(partName.parameter + name, seal(canonical(value, false)));
  }
  for (const name of inputs ? runInputs.keys() : names) {
    const text = runInputs.get(name);
    if (text !== undefined) parts.set(partName.runInput + name, text);
  }
}

function edgeText({ kind, way, fromPort, toPort, condition }: PlanEdge): string {
  const words = [kind, way === 'back' ? way : '', `${fromPort ?? ''} -> ${toPort ?? ''}`];
  return [...words, condition ? source(condition.tree) : ''].filter(Boolean).join(' ').trim();
}

function source({ value }: FlowNode['inputs'][number]['tree']): string {
  return String(value).trim();
}

function idOf(plan: Plan, index: number): string {
  return plan.nodes[index]?.id ?? '';
}
