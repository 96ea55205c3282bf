import type { PortValue, PortValues } from '../engine/component.ts';
import { message } from '../messages/message.ts';
import { UsageError } from '../project/usage-error.ts';
import { readInputFile, readStandardInput } from './input-file.ts';
import { readPair } from './pair.ts';
import type { Terminal } from './terminal.ts';

export interface InputFlags {
  /** Texts and pairs, as given with `--input`. */
  readonly input?: readonly string[];
  /** A path, or `-` for standard input. */
  readonly inputFile?: string;
}

/**
 * The run's inputs as the flags give them: a text is `input`, a pair its name, a file what its kind says. Throws
 * UsageError for a name that is given twice and a file that can't be read.
 */
export async function readInputs(flags: InputFlags, terminal: Terminal): Promise<PortValues> {
  const inputs = new Map<string, PortValue>();
  const add = (name: string, value: PortValue): void => {
    if (inputs.has(name)) {
      const hint =
        name === 'input' ? message('input-twice/hint-text') : message('input-twice/hint');
      throw new UsageError(message('input-twice', { name }), hint);
    }
    inputs.set(name, value);
  };
  for (const text of flags.input ?? []) {
    const pair = readPair('--input', text);
    if (pair) add(pair.name, pair.value);
    else add('input', text);
  }
  if (flags.inputFile !== undefined) {
    const read =
      flags.inputFile === '-'
        ? await readStandardInput(terminal.stdin)
        : await readInputFile(flags.inputFile, terminal.folder);
    for (const [name, value] of read) add(name, value);
  }
  return valuesOf(inputs);
}

/** Entries as an object in which every name is an ordinary one. */
export function valuesOf(entries: Iterable<readonly [string, PortValue]>): PortValues {
  return Object.assign(Object.create(null) as PortValues, Object.fromEntries(entries));
}
