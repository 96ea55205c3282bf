import type { PortValue, PortValues } from '../../engine/component.ts';
import type { GivenValue } from '../../flow/parameters/bind-parameters.ts';
import { isObject, own, toJson, type Value, type ValueObject } from '../../flow/value.ts';
import { message } from '../../messages/message.ts';
import { keptFingerprints } from '../../project/kept-fingerprints.ts';
import { UsageError } from '../../project/usage-error.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { Store } from '../../store/store.ts';
import { askFor } from '../ask.ts';
import type { Begin } from '../begin.ts';
import { readInputFile, STDIN } from '../input-file.ts';
import { valuesOf } from '../input.ts';
import type { ParameterFlags } from '../parameters.ts';
import { readPair } from '../pair.ts';
import type { Terminal } from '../terminal.ts';

/** What stands where a secret was, see the engine's SecretMask. */
const MASK = '******';

export interface BeginFlags extends ParameterFlags {
  readonly input?: readonly string[];
  readonly inputFile?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/**
 * With what a run begins that takes up an earlier one: its inputs and parameters, but for secrets. Those are asked for at the
 * terminal; else a UsageError names the flag. `inputs` false: the flags give them all.
 */
export async function beginWith(
  store: Store,
  record: RunRecord,
  how: Pick<Begin, 'resumes' | 'from'>,
  flags: BeginFlags,
  terminal: Terminal,
): Promise<Begin> {
  const { id, origin } = record;
  const saved = keptFingerprints(store, record);
  const mayAsk = terminal.interactive && flags.yes !== true;
  const inputsGiven = flags.input !== undefined || flags.inputFile !== undefined;
  return {
    id,
    ...how,
    results: store.results(id),
    // Another run takes up results alone.
    events: how.resumes ? store.log(id) : [],
    next: how.resumes ? (store.lastEvent(id)?.seq ?? -1) + 1 : 0,
    fingerprints: saved.ofRun,
    ...(saved.ofFlow && { saved }),
    parameters: await parametersOf(origin, flags, mayAsk, terminal),
    inputs: inputsGiven && !how.resumes ? {} : await inputsOf(origin, flags, mayAsk, terminal),
    dryRun: flags.dryRun === true,
  };
}

async function parametersOf(
  origin: ValueObject,
  flags: BeginFlags,
  mayAsk: boolean,
  terminal: Terminal,
): Promise<Map<string, GivenValue>> {
  const given = new Map<string, GivenValue>();
  for (const [name, value] of entriesOf(own(origin, 'parameters'))) {
    given.set(name, { value, typed: true });
  }
  const flagged = new Set((flags.param ?? []).map((text) => readPair('--param', text)?.name));
  if (flags.paramsFile !== undefined) return given;
  const secret = own(origin, 'secret_parameters');
  for (const name of Array.isArray(secret) ? secret.map(String) : []) {
    if (flagged.has(name)) continue;
    if (!mayAsk) {
      const hint = message('resume/secret-hint', { name });
      throw new UsageError(message('resume/secret', { name }), hint);
    }
    const value = await askFor({ prompt: name, secret: true }, terminal);
    given.set(name, { value: typeof value === 'string' ? value : toJson(value), typed: false });
  }
  return given;
}

/** Those that a secret stood in are given again; items are read from their file again. */
async function inputsOf(
  origin: ValueObject,
  flags: BeginFlags,
  mayAsk: boolean,
  terminal: Terminal,
): Promise<PortValues> {
  const pairs = (flags.input ?? []).map((text) => readPair('--input', text)?.name ?? 'input');
  const inputs = new Map<string, PortValue>();
  for (const [name, value] of entriesOf(own(origin, 'inputs'))) {
    if (pairs.includes(name) || (isFromStdin(value) && flags.inputFile !== undefined)) continue;
    if (isFromStdin(value)) {
      throw new UsageError(message('resume/stdin', { name }), message('resume/stdin-hint'));
    }
    if (holdsMask(value)) {
      if (!mayAsk) {
        // The run's text is called so; it may be given without its name.
        const key = name === 'input' ? 'resume/input-hint-text' : 'resume/input-hint';
        const hint = message(key, { name });
        throw new UsageError(message('resume/input', { name }), hint);
      }
      inputs.set(name, await askFor({ prompt: name, secret: true }, terminal));
    } else inputs.set(name, await inputOf(name, value, origin, terminal));
  }
  return valuesOf(inputs);
}

async function inputOf(
  name: string,
  value: Value,
  origin: ValueObject,
  terminal: Terminal,
): Promise<PortValue> {
  const source = isObject(value) && Object.keys(value).join() === 'source,count' && value.source;
  if (typeof source !== 'string') return value;
  const folder = own(origin, 'folder');
  const at = typeof folder === 'string' ? folder : terminal.folder;
  const read = await readInputFile(source, at);
  const found = read.find(([one]) => one === name);
  if (!found) throw new UsageError(message('resume/items', { file: source }));
  return found[1];
}

function isFromStdin(value: Value): boolean {
  return isObject(value) && Object.keys(value).join() === 'source,count' && value.source === STDIN;
}

function holdsMask(value: Value): boolean {
  if (typeof value === 'string') return value.includes(MASK);
  if (Array.isArray(value)) return value.some((item: Value) => holdsMask(item));
  return (
    isObject(value) && Object.entries(value).some(([key, one]) => holdsMask(key) || holdsMask(one))
  );
}

function entriesOf(value: Value | undefined): [string, Value][] {
  return isObject(value) ? Object.entries(value) : [];
}
