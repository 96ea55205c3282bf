import {
  NodeError,
  type ComponentType,
  type PortValue,
  type PortValues,
} from '../engine/component.ts';
import { ItemStream } from '../engine/item-stream.ts';
import { Later } from '../engine/later.ts';
import { parseJson } from '../flow/json.ts';
import type { OutputType } from '../flow/node-type.ts';
import { objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { message, type MessageKey } from '../messages/message.ts';
import { plainValue, portOf, portsOf } from './ports.ts';
import { scalarText } from './scalar-text.ts';
import { readInputFile } from './read-input-file.ts';
import { runTexts } from './run-text.ts';

const inputTypes = ['text', 'file', 'data'] as const;
type InputType = (typeof inputTypes)[number];

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
    const optional = own(config, 'required') === false;
    const outputs = (primary: PortValue): PortValues =>
      portsOf([[type, primary], ...namedInputs(inputs).filter(([name]) => name !== type)]);
    return {
      run() {
        if (type === 'text') return outputs(readText(inputs, id, optional));
        const read = type === 'file' ? readFile : readData;
        return read(inputs, id, optional).then(outputs);
      },
    };
  },
};

function inputTypeOf(config: ValueObject): InputType {
  const type = own(config, 'input_type');
  return inputTypes.find((known) => known === type) ?? 'text';
}

/** All run inputs but the unnamed text. */
function namedInputs(inputs: PortValues): [string, PortValue][] {
  return Object.entries(inputs).filter(([name]) => name !== 'input');
}

/** The input that is meant, where there is one. */
function readText(inputs: PortValues, node: string, optional: boolean): string {
  const texts = runTexts(inputs);
  const [only] = texts;
  if (only && texts.length === 1) return textOf(only[1], node);
  if (optional) return '';
  throw texts.length > 1
    ? failed(
        'input-missing',
        'input-missing/several',
        node,
        texts.map(([name]) => name),
      )
    : failed('input-missing', 'input-missing/text', node);
}

function textOf(value: PortValue, node: string): string {
  const plain = value instanceof ItemStream || value instanceof Later ? undefined : value;
  const text = scalarText(plain);
  if (text === undefined) throw failed('input-type', 'input-type/text', node);
  return text;
}

async function readFile(inputs: PortValues, node: string, optional: boolean): Promise<Value> {
  const given = await plainValue(portOf(inputs, 'file') ?? portOf(inputs, 'input') ?? null);
  if (typeof given === 'string') return readInputFile(given);
  if (given !== null) return given;
  if (optional) return null;
  throw failed('input-missing', 'input-missing/file', node);
}

async function readData(inputs: PortValues, node: string, optional: boolean): Promise<Value> {
  const given = portOf(inputs, 'data') ?? portOf(inputs, 'input');
  if (given !== undefined) {
    if (typeof given !== 'string') return plainValue(given);
    const data = parseJson(given);
    if (data === undefined) throw failed('input-type', 'input-type/data', node);
    return data;
  }
  const named: [string, Value][] = [];
  for (const [name, value] of namedInputs(inputs)) named.push([name, await plainValue(value)]);
  if (named.length === 0 && !optional) throw failed('input-missing', 'input-missing/data', node);
  return objectOf(named);
}

function failed(
  code: 'input-missing' | 'input-type',
  key: MessageKey,
  node: string,
  names: readonly string[] = [],
): NodeError {
  return new NodeError(code, message(key, { node, names }), { hint: message(`${code}/hint`) });
}
