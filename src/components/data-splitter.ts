import type { ComponentType } from '../engine/component.ts';
import type { InputPort } from '../flow/node-type.ts';
import { own } from '../flow/value.ts';
import { inputValue } from './ports.ts';

const data: InputPort = { name: 'data', required: true };
const list: InputPort = { ...data, accepts: ['list'] };
/** The strategies that deal out what is in a list. */
const dealing: readonly unknown[] = ['chunk', 'round_robin'];

/** Gives data to several branches; the engine deals each edge its part. */
export const dataSplitter: ComponentType = {
  type: 'DataSplitter',
  role: 'splitter',
  config: {
    split_strategy: { type: 'string', enum: ['parallel', 'chunk', 'round_robin'] },
    data: { type: 'any' },
  },
  inputs: (config) => [dealing.includes(own(config, 'split_strategy')) ? list : data],
  outputs: () => ({ names: ['data'] }),
  passesOn: true,
  create: () => ({ run: (inputs) => ({ data: inputValue(inputs, 'data') }) }),
};
