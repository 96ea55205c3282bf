import { inputRefusal } from '../components/input-refusal.ts';
import { Surely } from '../flow/checks/surely.ts';
import type { Flow, FlowNode } from '../flow/flow.ts';
import { forwardGraph } from '../flow/graph/forward-graph.ts';
import { graphOf } from '../flow/graph/graph.ts';
import { Upstream } from '../flow/graph/upstream.ts';
import { own, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { PlannedFlow } from './planned-flow.ts';
import { ServiceError, type WrongInput } from './service-error.ts';

const entries = new WeakMap<PlannedFlow, readonly FlowNode[]>();

/** Throws ServiceError for run inputs with which a node that every run comes to would fail. */
export function refuseInputs(planned: PlannedFlow, inputs: ValueObject): void {
  let nodes = entries.get(planned);
  if (!nodes) {
    nodes = entriesOf(planned.tree.flow);
    entries.set(planned, nodes);
  }
  for (const node of nodes) {
    if (node.nodeType?.role === 'input') refuseInput(node, inputs);
    else refuseItems(node, inputs);
  }
}

/** The nodes that are sure to read run inputs, and whose failure would be the run's. */
function entriesOf(flow: Flow): FlowNode[] {
  const graph = graphOf(flow);
  const forward = forwardGraph(graph);
  const surely = new Surely({ graph, forward });
  const upstream = new Upstream(graph, forward);
  return graph.nodes.filter(({ nodeType, config, inputs, onError }, n) => {
    if (onError.kind !== 'fail' || !surely.isReached(n)) return false;
    if (nodeType?.role === 'input') return true;
    const isOpen = ['items', 'source'].every((key) => own(config, key) === undefined);
    if (nodeType?.role !== 'batch' || !isOpen || inputs.length > 0) return false;
    return !upstream.nearest(n, 'items') && !upstream.hasOpenWork(n);
  });
}

function refuseInput({ id, config }: FlowNode, inputs: ValueObject): void {
  const refusal = inputRefusal(config, inputs);
  if (!refusal) return;
  const { code, key, name, names } = refusal;
  const type = key === 'input-type/data' ? 'json' : 'text';
  const kind = code === 'input-missing' ? 'missing' : type;
  throw wrong(message(key, { node: id, names }), kind, name, inputs);
}

function refuseItems({ id }: FlowNode, inputs: ValueObject): void {
  const items = own(inputs, 'items');
  if (Array.isArray(items)) return;
  const kind = items === undefined ? 'missing' : 'list';
  const key = items === undefined ? 'batch-input-missing' : 'batch-input-type';
  throw wrong(message(key, { node: id }), kind, 'items', inputs);
}

function wrong(
  text: ReturnType<typeof message>,
  kind: WrongInput['kind'],
  name: string,
  inputs: ValueObject,
): ServiceError {
  const value = kind === 'missing' ? inputs : (own(inputs, name) ?? null);
  return new ServiceError('input', text, [], { kind, name, value });
}
