import type { ComponentType } from '../engine/component.ts';
import { expressionField } from './config-fields.ts';

/** Repeats the nodes between it and the edge that leads back to it. The engine itself plays its part. */
export const loopController: ComponentType = {
  type: 'LoopController',
  role: 'loop',
  config: {
    max_iterations: { type: 'integer', minimum: 1 },
    continue_condition: expressionField,
    batch_size: { type: 'integer', minimum: 1 },
    on_limit: { type: 'string', enum: ['fail', 'stop'] },
    items: { type: 'list' },
  },
  inputs: () => [{ name: 'items', required: false, streams: true }],
  outputs: () => ({ names: ['batch', 'iteration', 'has_more_data', 'has_more_items', 'total'] }),
  create: () => ({
    run() {
      throw new Error('the engine hands out the batches of a loop');
    },
  }),
};
