import type { ComponentType } from '../engine/component.ts';

/** Runs another flow as one node; what that flow returns are its outputs. */
export const flowNode: ComponentType = {
  type: 'Flow',
  role: 'flow',
  runsFlow: true,
  config: {
    flow: { type: 'string', required: true },
    parameters: { type: 'object', values: { type: 'any' } },
  },
  // Only where the node has no `inputs:` of its own, which are then all that the sub-flow gets.
  inputs: () => [{ name: 'input', required: true, streams: true }],
  outputs: () => ({ names: [], open: true }),
  create: () => ({
    run: async (inputs, context) => (await context.runFlow(inputs, true)).outputs,
  }),
};
