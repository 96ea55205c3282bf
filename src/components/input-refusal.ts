import type { PortValue, PortValues } from '../engine/component.ts';
import { ItemStream } from '../engine/item-stream.ts';
import { Later } from '../engine/later.ts';
import { parseJson } from '../flow/json.ts';
import { own, type ValueObject } from '../flow/value.ts';
import type { MessageKey } from '../messages/message.ts';
import { portOf } from './ports.ts';
import { runTexts } from './run-text.ts';
import { scalarText } from './scalar-text.ts';

export const inputTypes = ['text', 'file', 'data'] as const;
export type InputType = (typeof inputTypes)[number];

/** Why an InputNode can't take a run's inputs. */
export interface InputRefusal {
  readonly code: 'input-missing' | 'input-type';
  readonly key: MessageKey;
  /** The run input that is meant. */
  readonly name: string;
  /** All that could be meant, where that is the trouble. */
  readonly names: readonly string[];
}

/** Which of a run's inputs an InputNode reads. */
export function inputTypeOf(config: ValueObject): InputType {
  const type = own(config, 'input_type');
  return inputTypes.find((known) => known === type) ?? 'text';
}

/** What is wrong with a run's inputs for an InputNode of such a config, as far as no file must be read for it. */
export function inputRefusal(config: ValueObject, inputs: PortValues): InputRefusal | undefined {
  const isOptional = own(config, 'required') === false;
  switch (inputTypeOf(config)) {
    case 'text':
      return textRefusal(inputs, isOptional);
    case 'file': {
      const given = fileIn(inputs);
      const isGiven = (given instanceof Later ? given.now() : given) !== null;
      return isGiven || isOptional ? undefined : missing('input-missing/file', 'file');
    }
    case 'data':
      return dataRefusal(inputs, isOptional);
  }
}

function textRefusal(inputs: PortValues, isOptional: boolean): InputRefusal | undefined {
  const texts = runTexts(inputs);
  const [only] = texts;
  if (only && texts.length === 1) {
    return plainText(only[1]) === undefined ? wrong('input-type/text', only[0]) : undefined;
  }
  if (isOptional) return undefined;
  const names = texts.map(([name]) => name);
  return names.length > 1
    ? missing('input-missing/several', 'input', names)
    : missing('input-missing/text', 'input');
}

function dataRefusal(inputs: PortValues, isOptional: boolean): InputRefusal | undefined {
  const given = dataIn(inputs);
  if (typeof given === 'string' && parseJson(given) === undefined) {
    return wrong('input-type/data', portOf(inputs, 'data') === undefined ? 'input' : 'data');
  }
  // All named inputs together are data, too.
  const isGiven = given !== undefined || Object.keys(inputs).length > 0;
  return isGiven || isOptional ? undefined : missing('input-missing/data', 'data');
}

/** The run's text: empty where none is given, or nobody can say which is meant. */
export function textIn(inputs: PortValues): string {
  const texts = runTexts(inputs);
  const [only] = texts;
  return only && texts.length === 1 ? (plainText(only[1]) ?? '') : '';
}

/** What stands for the run's file; null where nothing does. */
export function fileIn(inputs: PortValues): PortValue {
  return portOf(inputs, 'file') ?? portOf(inputs, 'input') ?? null;
}

/** What stands for the run's data. */
export function dataIn(inputs: PortValues): PortValue | undefined {
  return portOf(inputs, 'data') ?? portOf(inputs, 'input');
}

function plainText(value: PortValue): string | undefined {
  return scalarText(value instanceof ItemStream || value instanceof Later ? undefined : value);
}

function missing(key: MessageKey, name: string, names: readonly string[] = []): InputRefusal {
  return { code: 'input-missing', key, name, names };
}

function wrong(key: MessageKey, name: string): InputRefusal {
  return { code: 'input-type', key, name, names: [] };
}
