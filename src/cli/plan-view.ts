import type { FlowNode } from '../flow/flow.ts';
import type { LoopPlan, Plan, PlanEdge, PlanNode } from '../flow/plan.ts';
import { isObject, own, toJson, type Value } from '../flow/value.ts';
import type {
  PlanCondition,
  PlanItem,
  PlanLoop,
  PlanStep,
  PlanView,
} from '../reporters/plan-text.ts';

/** What `--dry-run` shows of a plan: nodes on the same step can run at the same time. */
export function planView(plan: Plan): PlanView {
  const { flow } = plan;
  return {
    name: flow.name ?? flow.file.path,
    file: flow.file.path,
    steps: stepsOf(plan, undefined),
    returns: returnsOf(plan),
  };
}

/** The nodes of one scope (the flow, or the body of a loop), each on the step after the last that it waits for. */
function stepsOf(plan: Plan, scope: LoopPlan | undefined): PlanStep[] {
  const members = plan.nodes.filter(({ loop }) => loop === scope);
  const edges = plan.edges.filter((edge) => edge.scope === scope && edge.way === 'forward');
  const steps: PlanItem[][] = [];
  for (const [index, step] of stepNumbers(members, edges)) {
    const node = plan.nodes[index];
    if (node) (steps[step] ??= []).push(itemOf(node, plan));
  }
  return steps;
}

/** For each node the length of the longest way to it, in the order of the file. */
function stepNumbers(
  members: readonly PlanNode[],
  edges: readonly PlanEdge[],
): Map<number, number> {
  const steps = new Map(members.map(({ index }) => [index, 0]));
  const open = new Map(members.map(({ index }) => [index, 0]));
  const next = new Map<number, number[]>();
  for (const { source, target } of edges) {
    open.set(target, (open.get(target) ?? 0) + 1);
    next.set(source, [...(next.get(source) ?? []), target]);
  }
  const ready = [...steps.keys()].filter((index) => open.get(index) === 0);
  for (const index of ready) {
    for (const target of next.get(index) ?? []) {
      steps.set(target, Math.max(steps.get(target) ?? 0, (steps.get(index) ?? 0) + 1));
      open.set(target, (open.get(target) ?? 0) - 1);
      if (open.get(target) === 0) ready.push(target);
    }
  }
  return steps;
}

function itemOf(node: PlanNode, plan: Plan): PlanItem {
  const { id, index, alone, controls } = node;
  const sub = plan.subPlans.get(index);
  return {
    id,
    type: node.node.type,
    when: conditionsOf(node, plan),
    alone,
    ...(controls && { loop: loopOf(controls, plan) }),
    ...(sub && { flow: planView(sub) }),
  };
}

function loopOf(loop: LoopPlan, plan: Plan): PlanLoop {
  const { batchSize, maxIterations, continueCondition } = loop;
  const condition = continueCondition && textOf(continueCondition.tree.value);
  return {
    steps: stepsOf(plan, loop),
    ...(batchSize !== undefined && { batchSize }),
    ...(maxIterations !== undefined && { maxIterations }),
    ...(condition !== undefined && { continueCondition: condition }),
  };
}

/** What a node depends on besides the end of others; nothing where an edge without condition leads to it. */
function conditionsOf({ index, id, upstream }: PlanNode, plan: Plan): PlanCondition[] {
  const conditions: PlanCondition[] = [];
  for (const { from, kind, condition } of upstream) {
    const source = plan.nodes[from];
    if (!source || from === index) continue;
    if (kind === 'route') conditions.push(...armsTo(id, source.node));
    else if (kind === 'handler') conditions.push({ kind: 'failure', from: source.id });
    else if (!condition) return [];
    else {
      const expression = textOf(condition.tree.value) ?? '';
      conditions.push({ kind: 'edge', from: source.id, expression });
    }
  }
  return conditions;
}

function armsTo(target: string, { id, config }: FlowNode): PlanCondition[] {
  const conditions = own(config, 'conditions');
  const arms = Array.isArray(conditions) ? (conditions as readonly Value[]).filter(isObject) : [];
  const taken = arms
    .filter((arm) => own(arm, 'next_node') === target)
    .map((arm): PlanCondition => {
      const [name, expression] = ['name', 'expression'].map((key) => textOf(own(arm, key)));
      return { kind: 'arm', from: id, ...(name && { name }), ...(expression && { expression }) };
    });
  const otherwise: PlanCondition[] =
    own(config, 'default_node') === target ? [{ kind: 'otherwise', from: id }] : [];
  return [...taken, ...otherwise];
}

function returnsOf({ flow, nodes, terminals }: Plan): string[] {
  if (flow.outputs.length > 0) return flow.outputs.map(({ name }) => name);
  const declared = nodes.filter(({ node }) => node.nodeType?.role === 'output');
  if (declared.length > 0) return declared.map(({ id }) => id);
  return terminals.flatMap((index) => nodes[index]?.id ?? []);
}

function textOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : toJson(value);
}
