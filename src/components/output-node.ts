import type { ComponentType } from '../engine/component.ts';
import { inputValue } from './ports.ts';

/** A value that the flow returns, under the node's id. */
export const outputNode: ComponentType = {
  type: 'OutputNode',
  role: 'output',
  config: { value: { type: 'any' } },
  inputs: () => [{ name: 'value', required: true }],
  exposes: () => ({ value: 'output' }),
  outputs: () => ({ names: ['value'] }),
  create: () => ({ run: (inputs) => ({ value: inputValue(inputs, 'value') }) }),
};
