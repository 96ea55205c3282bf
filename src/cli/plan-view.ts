import type { FlowNode } from '../flow/flow.ts';
import type { LoopPlan, Plan, PlanEdge, PlanNode } from '../flow/plan/plan.ts';
import { returnedNames } from '../flow/plan/returns.ts';
import { isObject, own, toJson, type Value } from '../flow/value.ts';
import type {
  PlanCondition,
  PlanItem,
  PlanLoop,
  PlanStep,
  PlanView,
} from '../reporters/plan-text.ts';

/** Loops and sub-flows inside each other are shown to this depth. */
const MAX_DEPTH = 50;
/** Sub-flows are shown as long as no more nodes than this are: a few files can stand for millions. */
const MAX_NODES = 20_000;

/** What `--dry-run` shows of a plan: nodes on the same step can run at the same time. */
export function planView(plan: Plan): PlanView {
  return new Viewer().view(plan, 0);
}

/** What a plan has in one scope: the flow, or the body of a loop. */
interface Scope {
  readonly nodes: PlanNode[];
  readonly edges: PlanEdge[];
}

class Viewer {
  #shown = 0;

  view(plan: Plan, depth: number): PlanView {
    const { flow } = plan;
    return {
      name: flow.name ?? flow.file.path,
      file: flow.file.path,
      steps: this.#steps(undefined, plan, scopesOf(plan), depth),
      returns: returnedNames(plan),
    };
  }

  /** The nodes of one scope, each on the step after the last that it waits for. */
  #steps(
    loop: LoopPlan | undefined,
    plan: Plan,
    scopes: ReadonlyMap<LoopPlan | undefined, Scope>,
    depth: number,
  ): PlanStep[] {
    const { nodes = [], edges = [] } = scopes.get(loop) ?? {};
    this.#shown += nodes.length;
    const numbers = stepNumbers(nodes, edges);
    const steps: PlanItem[][] = [];
    for (const node of nodes) {
      const item = this.#item(node, plan, scopes, depth);
      (steps[numbers.get(node.index) ?? 0] ??= []).push(item);
    }
    return steps;
  }

  #item(
    node: PlanNode,
    plan: Plan,
    scopes: ReadonlyMap<LoopPlan | undefined, Scope>,
    depth: number,
  ): PlanItem {
    const { id, index, alone, controls } = node;
    const deep = depth >= MAX_DEPTH;
    const sub = deep || this.#shown > MAX_NODES ? undefined : plan.subPlans.get(index);
    return {
      id,
      type: node.node.type,
      when: conditionsOf(node, plan),
      alone,
      ...(controls && {
        loop: loopOf(controls, deep ? [] : this.#steps(controls, plan, scopes, depth + 1)),
      }),
      ...(sub && { flow: this.view(sub, depth + 1) }),
    };
  }
}

function scopesOf({ nodes, edges }: Plan): Map<LoopPlan | undefined, Scope> {
  const scopes = new Map<LoopPlan | undefined, Scope>();
  const scope = (loop: LoopPlan | undefined): Scope => {
    const known = scopes.get(loop) ?? { nodes: [], edges: [] };
    scopes.set(loop, known);
    return known;
  };
  for (const node of nodes) scope(node.loop).nodes.push(node);
  for (const edge of edges) if (edge.way === 'forward') scope(edge.scope).edges.push(edge);
  return scopes;
}

/** For each node the length of the longest way to it. */
function stepNumbers(
  members: readonly PlanNode[],
  edges: readonly PlanEdge[],
): Map<number, number> {
  const steps = new Map(members.map(({ index }) => [index, 0]));
  const open = new Map<number, number>();
  const next = new Map<number, number[]>(members.map(({ index }) => [index, []]));
  for (const { source, target } of edges) {
    open.set(target, (open.get(target) ?? 0) + 1);
    next.get(source)?.push(target);
  }
  const ready = [...steps.keys()].filter((index) => !open.get(index));
  for (const index of ready) {
    for (const target of next.get(index) ?? []) {
      steps.set(target, Math.max(steps.get(target) ?? 0, (steps.get(index) ?? 0) + 1));
      const left = (open.get(target) ?? 0) - 1;
      open.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  return steps;
}

function loopOf(loop: LoopPlan, steps: readonly PlanStep[]): PlanLoop {
  const { batchSize, maxIterations, continueCondition } = loop;
  const condition = continueCondition && textOf(continueCondition.tree.value);
  return {
    steps,
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

function textOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : toJson(value);
}
