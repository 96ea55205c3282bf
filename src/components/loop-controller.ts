import type { ComponentType } from '../engine/component.ts';
import type { OutputType } from '../flow/node-type.ts';
import { expressionField } from './config-fields.ts';

const outputTypes = {
  batch: { type: 'list' },
  iteration: { type: 'integer', minimum: 0 },
  has_more_data: { type: 'boolean' },
  has_more_items: { type: 'boolean' },
  total: { type: 'integer', nullable: true, minimum: 0 },
} as const satisfies Record<string, OutputType>;

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
  inputs: () => [{ name: 'items', required: false, streams: true, accepts: ['list'] }],
  outputs: () => ({
    names: ['batch', 'iteration', 'has_more_data', 'has_more_items', 'total'],
    types: outputTypes,
  }),
  passesOn: true,
  create: () => ({
    run() {
      throw new Error('the engine hands out the batches of a loop');
    },
  }),
};
