import { inputRefusal } from '../components/input-refusal.ts';
import type { FlowNode } from '../flow/flow.ts';
import { own, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { PlannedFlow } from './planned-flow.ts';
import { ServiceError, type WrongInput } from './service-error.ts';

const entries = new WeakMap<PlannedFlow, readonly FlowNode[]>();

/** Throws ServiceError for run inputs with which the flow's first nodes would fail. */
export function refuseInputs(planned: PlannedFlow, inputs: ValueObject): void {
  let nodes = entries.get(planned);
  if (!nodes) {
    nodes = entriesOf(planned);
    entries.set(planned, nodes);
  }
  for (const node of nodes) {
    if (node.nodeType?.role === 'input') refuseInput(node, inputs);
    else refuseItems(node, inputs);
  }
}

/** The nodes that are sure to read run inputs, and whose failure would be the run's. */
function entriesOf({ tree }: PlannedFlow): FlowNode[] {
  const { nodes, edges } = tree.flow;
  const later = new Set(edges.map(({ to }) => to.node));
  return nodes.filter(({ id, nodeType, config, inputs, onError }) => {
    if (later.has(id) || onError.kind !== 'fail') return false;
    if (nodeType?.role === 'input') return true;
    const isOpen = ['items', 'source'].every((key) => own(config, key) === undefined);
    return nodeType?.role === 'batch' && isOpen && inputs.length === 0;
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
