import type { InputPort } from '../flow/node-type.ts';
import type { PlanEdge, PlanNode } from '../flow/plan/plan.ts';
import { own } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { NodeError, type MaybePromise, type PortValue, type PortValues } from './component.ts';
import { evaluateIn } from './evaluate.ts';
import { ItemStream } from './item-stream.ts';
import { Later } from './later.ts';
import { NodeScope } from './node-scope.ts';
import type { RunState } from './run-state.ts';

export interface Bound {
  /** By input name. */
  readonly inputs: PortValues;
  /** What `inputs:` and port edges give: names for the node's own expressions. */
  readonly locals: PortValues;
}

/**
 * Binds a node's inputs in the order of the flow language: (1) `inputs:` and port edges, (2) `config`, (3) the nearest
 * upstream output of the name, (4) the predecessor's primary for one required input that is still open, (5) the
 * declared value. Streams are read into lists for inputs that do not take streams, no further as soon as `stopped`
 * says so. Throws {@link NodeError}.
 */
export function bindInputs(
  run: RunState,
  planned: PlanNode,
  stopped: () => boolean,
): MaybePromise<Bound> {
  const { node } = planned;
  const type = node.nodeType;
  const locals = given(run, planned);
  if (type?.role === 'merger') return settle(branchesOf(run, planned), [], locals, stopped);
  const ports = type?.inputs(node.config) ?? [];
  const inputs: Record<string, PortValue> = Object.assign(blankPorts(), locals);
  const open: InputPort[] = [];
  // A sub-flow with `inputs:` gets these and nothing else.
  const closed = type?.role === 'flow' && node.inputs.length > 0;
  for (const port of closed ? [] : ports) {
    const { name } = port;
    if (Object.hasOwn(inputs, name)) continue;
    const configured = own(node.config, name);
    const named = configured === undefined && !port.explicit;
    const near = named ? run.upstream.nearest(planned.index, name) : null;
    const value = near ? run.pick(near, name, node.id) : configured;
    if (value !== undefined) inputs[name] = value;
    else if (port.required) open.push(port);
    else if (port.default !== undefined) inputs[name] = port.default;
  }
  const [first, ...others] = open;
  if (first) {
    const primary = others.length === 0 ? predecessorPrimary(run, planned, first.name) : undefined;
    if (primary === undefined) {
      const names = open.map(({ name }) => name);
      throw new NodeError('input-unbound', message('input-unbound/run', { node: node.id, names }), {
        hint: message('input-unbound/run-hint', { name: first.name }),
      });
    }
    inputs[first.name] = primary;
  }
  return settle(inputs, ports, locals, stopped);
}

/** (1): `inputs:` and port edges. */
function given(run: RunState, { node, index, upstream }: PlanNode): PortValues {
  const values = blankPorts();
  for (const edge of upstream) {
    if (edge.toPort === undefined || run.taken[edge.index] !== 2) continue;
    if (Object.hasOwn(values, edge.toPort)) {
      const values = { node: node.id, name: edge.toPort };
      throw new NodeError('input-ambiguous', message('input-ambiguous/run', values));
    }
    const value = valueAlong(run, edge);
    if (value !== undefined) values[edge.toPort] = value;
  }
  const scope = new NodeScope(run, index, {});
  for (const input of node.inputs) {
    // A name alone may stand for a stream.
    const direct = input.expression && scope.valueOf(input.expression);
    values[input.name] = direct instanceof ItemStream ? direct : evaluateIn(input, scope);
  }
  return values;
}

/** What a source gives along an edge that names no input: the port that the edge names, else the primary. */
function valueAlong(run: RunState, edge: PlanEdge): PortValue | undefined {
  const values = run.upstream.along(edge);
  if (!values) return undefined;
  const { fromPort, from } = edge;
  if (fromPort !== undefined)
    return Object.hasOwn(values, fromPort) ? (values[fromPort] ?? null) : null;
  if (edge.kind === 'handler') return Object.values(run.state(from).inputs)[0] ?? values.error;
  const name = run.primaryOf(from, values);
  if (name !== undefined) return values[name];
  return run.state(from).status === 'continued' ? null : undefined;
}

/** (4). */
function predecessorPrimary(
  run: RunState,
  planned: PlanNode,
  input: string,
): PortValue | undefined {
  const sources = sourcesOf(run, planned).filter(({ toPort }) => toPort === undefined);
  const [first, second] = sources;
  if (
    first &&
    second &&
    sources.some(({ from, fromPort }) => from !== first.from || fromPort !== first.fromPort)
  ) {
    const id = (edge: PlanEdge): string => run.plan.nodes[edge.from]?.id ?? '?';
    const values = { node: planned.id, name: input, first: id(first), second: id(second) };
    throw new NodeError('input-ambiguous', message('input-ambiguous', values), {
      hint: message('input-ambiguous/hint', { name: input, first: id(first) }),
    });
  }
  return first && valueAlong(run, first);
}

/**
 * The edges that were taken to a node, of a race only the one that decided it. Routers are looked through: what leads
 * to one leads to its target.
 */
function sourcesOf(run: RunState, { upstream, join, index }: PlanNode): PlanEdge[] {
  const { winner } = run.state(index);
  const found: PlanEdge[] = [];
  const routers = new Set<number>();
  const pending = upstream.filter((edge) => join === 'all' || edge.index === winner).reverse();
  for (let edge = pending.pop(); edge; edge = pending.pop()) {
    const { from, toPort, kind } = edge;
    if (run.taken[edge.index] !== 2) continue;
    const source = run.plan.nodes[from];
    const isRouter = source?.node.nodeType?.role === 'router';
    if (!isRouter || toPort !== undefined || kind === 'handler') found.push(edge);
    else if (!routers.has(from)) {
      routers.add(from);
      pending.push(...[...source.upstream].reverse());
    }
  }
  return found;
}

/** A merger's inputs: each branch that ran, by its node's id, in the edges' order. */
function branchesOf(run: RunState, planned: PlanNode): PortValues {
  const branches = blankPorts();
  for (const edge of sourcesOf(run, planned)) {
    const value = valueAlong(run, edge);
    const id = run.plan.nodes[edge.from]?.id;
    if (value !== undefined && id !== undefined) branches[id] = value;
  }
  return branches;
}

function settle(
  inputs: PortValues,
  ports: readonly InputPort[],
  locals: PortValues,
  stopped: () => boolean,
): MaybePromise<Bound> {
  let later = false;
  const values = Object.assign(blankPorts(), inputs);
  for (const [name, value] of Object.entries(values)) {
    if (value instanceof Later) values[name] = value.now();
    if (value instanceof ItemStream && !takesStreams(ports, name)) later = true;
  }
  return later ? readStreams(values, ports, locals, stopped) : { inputs: values, locals };
}

async function readStreams(
  inputs: Record<string, PortValue>,
  ports: readonly InputPort[],
  locals: PortValues,
  stopped: () => boolean,
): Promise<Bound> {
  const lists = blankPorts();
  for (const [name, value] of Object.entries(inputs)) {
    if (value instanceof ItemStream && !takesStreams(ports, name)) {
      lists[name] = await value.toList(stopped);
    }
  }
  const known = Object.entries(lists).filter(([name]) => Object.hasOwn(locals, name));
  return {
    inputs: Object.assign(inputs, lists),
    locals: Object.assign(blankPorts(), locals, Object.fromEntries(known)),
  };
}

function takesStreams(ports: readonly InputPort[], name: string): boolean {
  return ports.some((port) => port.name === name && port.streams === true);
}

/** A record in which `__proto__` is a name like any other. */
function blankPorts(): Record<string, PortValue> {
  return Object.create(null) as Record<string, PortValue>;
}
