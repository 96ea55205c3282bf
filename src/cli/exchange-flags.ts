import path from 'node:path';
import { nearestOrPart } from '../diagnostics/nearest.ts';
import type { CassetteMode } from '../exchanges/cassette.ts';
import { faultTargets, parseFault, type Fault } from '../exchanges/fault.ts';
import { message } from '../messages/message.ts';
import type { ExchangeSettings } from '../project/exchanged-run.ts';
import { UsageError } from '../project/usage-error.ts';

/** The flags about exchanges with servers, as written. `run` names a file, `test` has one for each test. */
export interface ExchangeFlags {
  readonly record?: string | true;
  readonly replay?: string | true;
  readonly fault?: readonly string[];
  readonly seed?: string;
}

/** What they ask for. */
export interface AskedExchanges {
  readonly mode: CassetteMode | undefined;
  readonly faults: ExchangeSettings['faults'];
}

/** Larger seeds are no easier to remember. */
const SEEDS = 1_000_000;

/** Reads them; undefined where none is given. Without a seed there is a random one. Throws UsageError. */
export function readExchangeFlags(flags: ExchangeFlags): AskedExchanges | undefined {
  const { record, replay, fault: texts = [], seed } = flags;
  if (record !== undefined && replay !== undefined) {
    throw new UsageError(message('flag-conflict', { flag: '--record', other: '--replay' }));
  }
  const faults = texts.map(readFault);
  if (seed !== undefined && faults.length === 0) throw new UsageError(message('seed-alone'));
  const number = seed === undefined ? Math.floor(Math.random() * SEEDS) : Number(seed);
  if (!Number.isSafeInteger(number) || seed?.trim() === '') {
    throw new UsageError(message('seed-value', { value: seed ?? '' }));
  }
  const mode = record !== undefined ? 'record' : replay !== undefined ? 'replay' : undefined;
  if (mode === undefined && faults.length === 0) return undefined;
  return { mode, faults: faults.length > 0 ? { faults, seed: number } : undefined };
}

/** The same for a run: its cassette is in the file that the flag names. */
export function exchangeSettings(
  flags: ExchangeFlags,
  folder: string,
): ExchangeSettings | undefined {
  const asked = readExchangeFlags(flags);
  const file = flags.record ?? flags.replay;
  if (!asked) return undefined;
  const { mode, faults } = asked;
  const cassette =
    mode && typeof file === 'string'
      ? { mode, absolute: path.resolve(folder, file), shown: file }
      : undefined;
  return { cassette, faults };
}

/** Throws UsageError, with the sentence `key`, for a fault that is meant for a node that there is not. `nodes`: the ids of the flow's, or flows'. */
export function checkTargets(
  faults: readonly Pick<Fault, 'target' | 'text'>[],
  nodes: readonly string[],
  key: 'fault-target' | 'fault-target/tests' = 'fault-target',
): void {
  for (const { target, text } of faults) {
    const [id = target] = target.split('/');
    if (faultTargets.includes(target) || nodes.includes(id)) continue;
    const near = nearestOrPart(target, [...nodes, ...faultTargets]);
    const hint = near === undefined ? undefined : message('did-you-mean', { name: near });
    throw new UsageError(message(key, { text, target }), hint);
  }
}

function readFault(text: string): Fault {
  const parsed = parseFault(text);
  if ('problem' in parsed) throw new UsageError(parsed.problem, message('fault-form/hint'));
  return parsed.fault;
}
