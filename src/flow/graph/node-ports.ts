import type { FlowNode } from '../flow.ts';
import type { InputPort, Role } from '../node-type.ts';

/** What a node takes and gives, by its type and config. */
export interface NodePorts {
  readonly inputs: readonly InputPort[];
  /** Takes inputs of any name. */
  readonly openInputs: boolean;
  /** The primary first; `error` last where the node goes on after a failure. */
  readonly outputs: readonly string[];
  /** May give more than its outputs' names tell. */
  readonly openOutputs: boolean;
}

/** Their inputs come from the flow, not from their type. */
const openRoles: readonly Role[] = ['router', 'merger', 'flow', 'human'];

/** Ports of a node; of an unknown type nothing is known, so anything is possible. */
export function nodePorts({ nodeType, config, onError }: FlowNode): NodePorts {
  if (!nodeType) return { inputs: [], openInputs: true, outputs: [], openOutputs: true };
  const { names, open = false } = nodeType.outputs(config);
  const { openInputs = false } = nodeType;
  const isOpen = typeof openInputs === 'function' ? openInputs(config) : openInputs;
  return {
    inputs: nodeType.inputs(config),
    openInputs: isOpen || openRoles.includes(nodeType.role),
    outputs: onError.kind === 'continue' ? [...names, 'error'] : names,
    openOutputs: open,
  };
}
