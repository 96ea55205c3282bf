import {
  NodeError,
  type ComponentType,
  type PortValue,
  type PortValues,
} from '../engine/component.ts';
import { parseJson } from '../flow/json.ts';
import type { OutputType } from '../flow/node-type.ts';
import { objectOf, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import {
  dataIn,
  fileIn,
  inputRefusal,
  inputTypeOf,
  inputTypes,
  textIn,
  type InputRefusal,
} from './input-refusal.ts';
import { plainValue, portsOf } from './ports.ts';
import { readInputFile } from './read-input-file.ts';

/** A file may be anything that was read already, and data are what they are. */
const outputTypes = { text: { type: 'string' } } as const satisfies Record<string, OutputType>;

/** Where the run's inputs enter a flow. */
export const inputNode: ComponentType = {
  type: 'InputNode',
  role: 'input',
  config: {
    input_type: { type: 'string', enum: inputTypes },
    placeholder: { type: 'string' },
    required: { type: 'boolean' },
  },
  inputs: () => [],
  outputs: (config) => ({ names: [inputTypeOf(config)], open: true, types: outputTypes }),
  possibleOutputs: inputTypes,
  create({ id, config }, { inputs }) {
    const type = inputTypeOf(config);
    const outputs = (primary: PortValue): PortValues =>
      portsOf([[type, primary], ...namedInputs(inputs).filter(([name]) => name !== type)]);
    return {
      run() {
        const refusal = inputRefusal(config, inputs);
        if (refusal) throw failed(refusal, id);
        if (type === 'text') return outputs(textIn(inputs));
        return (type === 'file' ? readFile(inputs) : readData(inputs)).then(outputs);
      },
    };
  },
};

/** All run inputs but the unnamed text. */
function namedInputs(inputs: PortValues): [string, PortValue][] {
  return Object.entries(inputs).filter(([name]) => name !== 'input');
}

async function readFile(inputs: PortValues): Promise<Value> {
  const given = await plainValue(fileIn(inputs));
  return typeof given === 'string' ? readInputFile(given) : given;
}

async function readData(inputs: PortValues): Promise<Value> {
  const given = dataIn(inputs);
  if (typeof given === 'string') return parseJson(given) ?? null;
  if (given !== undefined) return plainValue(given);
  const named: [string, Value][] = [];
  for (const [name, value] of namedInputs(inputs)) named.push([name, await plainValue(value)]);
  return objectOf(named);
}

function failed({ code, key, names }: InputRefusal, node: string): NodeError {
  return new NodeError(code, message(key, { node, names }), { hint: message(`${code}/hint`) });
}
