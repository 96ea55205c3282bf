import type { PortValues } from '../engine/component.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { Plan, PlanNode } from '../flow/plan/plan.ts';
import { own } from '../flow/value.ts';

/** What a flow needs from outside. `several`: one text, but more are given and none is said to be it. */
export type MissingInput = 'text' | 'several' | 'file' | 'data' | 'items';

/**
 * The first thing that a plan needs as a run input and that is not among the given ones. What nodes inside the flow
 * need of each other is not looked at.
 */
export function missingInput(plan: Plan, inputs: PortValues): MissingInput | undefined {
  for (const planned of plan.nodes) {
    const missing = missingFor(planned, inputs);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

function missingFor({ node, upstream }: PlanNode, inputs: PortValues): MissingInput | undefined {
  switch (node.nodeType?.role) {
    case 'input':
      return own(node.config, 'required') === false ? undefined : missingForInput(node, inputs);
    case 'batch': {
      const sources = ['items', 'source'].some((key) => own(node.config, key) !== undefined);
      const bound = sources || upstream.length > 0 || node.inputs.length > 0;
      return bound || has(inputs, 'items') ? undefined : 'items';
    }
    default:
      return undefined;
  }
}

/** What an InputNode takes is told in the table of ports of flow-language: see `input-node.ts`. */
function missingForInput({ config }: FlowNode, inputs: PortValues): MissingInput | undefined {
  const written = own(config, 'input_type');
  const type = written === 'file' || written === 'data' ? written : 'text';
  if (has(inputs, 'input') || has(inputs, type)) return undefined;
  if (type === 'file') return 'file';
  if (type === 'data') return Object.keys(inputs).length > 0 ? undefined : 'data';
  const texts = textNames(inputs);
  if (texts.length === 1) return undefined;
  return texts.length === 0 ? 'text' : 'several';
}

/** The names of the run inputs that are texts. */
export function textNames(inputs: PortValues): string[] {
  return Object.keys(inputs).filter((name) => typeof inputs[name] === 'string');
}

function has(inputs: PortValues, name: string): boolean {
  return Object.hasOwn(inputs, name);
}
