import type { ComponentType } from '../engine/component.ts';
import { inputValue } from './ports.ts';

/** Gives data to several branches; the engine deals each edge its part. */
export const dataSplitter: ComponentType = {
  type: 'DataSplitter',
  role: 'splitter',
  config: {
    split_strategy: { type: 'string', enum: ['parallel', 'chunk', 'round_robin'] },
    data: { type: 'any' },
  },
  inputs: () => [{ name: 'data', required: true }],
  outputs: () => ({ names: ['data'] }),
  passesOn: true,
  create: () => ({ run: (inputs) => ({ data: inputValue(inputs, 'data') }) }),
};
