import type { FlowNode } from '../flow.ts';
import type { InputPort, OutputPorts, Role } from '../node-type.ts';

/** What a node takes and gives, by its type and config. */
export interface NodePorts {
  readonly inputs: readonly InputPort[];
  /** Takes inputs of any name. */
  readonly openInputs: boolean;
  /** The primary first; `error` last where the node goes on after a failure. */
  readonly outputs: readonly string[];
  /** May give more than its outputs' names tell. */
  readonly openOutputs: boolean;
  /** What its type says of its outputs. */
  readonly declared: OutputPorts;
}

/** Their inputs come from the flow, not from their type. */
const openRoles: readonly Role[] = ['router', 'merger', 'flow', 'human'];

const unknown: NodePorts = {
  inputs: [],
  openInputs: true,
  outputs: [],
  openOutputs: true,
  declared: { names: [], open: true },
};

/** Ports of a node; of an unknown type nothing is known, so anything is possible. */
export function nodePorts({ nodeType, config, onError }: FlowNode): NodePorts {
  if (!nodeType) return unknown;
  const declared = nodeType.outputs(config);
  const { names, open = false } = declared;
  const { openInputs = false } = nodeType;
  const isOpen = typeof openInputs === 'function' ? openInputs(config) : openInputs;
  return {
    inputs: nodeType.inputs(config),
    openInputs: isOpen || openRoles.includes(nodeType.role),
    outputs: onError.kind === 'continue' ? [...names, 'error'] : names,
    openOutputs: open,
    declared,
  };
}
