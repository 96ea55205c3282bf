import type { ColumnMap } from '../../batch/column-map.ts';
import type { GivenValue } from '../../flow/parameters/bind-parameters.ts';
import { message } from '../../messages/message.ts';
import type { GivenParameters } from '../../project/flow-tree.ts';
import { UsageError } from '../../project/usage-error.ts';
import { readParameterFlags, type ParameterFlags } from '../parameters.ts';
import { readPair } from '../pair.ts';
import type { Terminal } from '../terminal.ts';

/** The flags of `bisheng batch`, as written. */
export interface BatchOptions extends ParameterFlags {
  readonly data?: string;
  readonly map?: readonly string[];
  readonly output?: string;
  readonly resume?: boolean;
  readonly force?: boolean;
  readonly eval?: string;
  readonly variant?: readonly string[];
  readonly failUnder?: readonly string[];
  readonly limit?: string;
  readonly concurrency?: string;
  readonly timeout?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly lang?: string;
}

/** The same, checked. */
export interface BatchSettings {
  /** A path, or `-`. */
  readonly data: string;
  readonly map: ColumnMap;
  /** At least one; without a name where none was asked for. */
  readonly variants: readonly Variant[];
  readonly evaluation: string | undefined;
  /** The least mean of scores, by their names. */
  readonly failUnder: ReadonlyMap<string, number>;
  readonly limit: number;
  /** Rows at once. */
  readonly concurrency: number;
}

/** The flow with some of its parameters given in another way. */
export interface Variant {
  readonly name: string | null;
  readonly parameters: GivenParameters;
}

/** Rows at once where nobody says how many: servers of models do not like more. */
const CONCURRENCY = 4;
const MOST_AT_ONCE = 1_000;

/** Throws UsageError for values that make no sense. */
export async function readBatchOptions(
  options: BatchOptions,
  terminal: Terminal,
): Promise<BatchSettings> {
  const { data, output, json, resume, force } = options;
  if (data === undefined) {
    throw new UsageError(message('batch-data-missing'), message('batch-data-missing/hint'));
  }
  for (const [flag, given] of [
    ['--json', json],
    ['--resume', resume],
  ] as const) {
    if (given && output === undefined)
      throw new UsageError(message('batch-needs-output', { flag }));
  }
  if (resume && force) {
    throw new UsageError(message('flag-conflict', { flag: '--resume', other: '--force' }));
  }
  const parameters = await readParameterFlags(options, terminal);
  const failUnder = readNumbers(options.failUnder ?? []);
  if (failUnder.size > 0 && options.eval === undefined) {
    throw new UsageError(message('batch-fail-under-alone'));
  }
  return {
    data,
    map: readMap(options.map ?? []),
    variants: readVariants(options.variant ?? [], parameters),
    evaluation: options.eval,
    failUnder,
    limit: wholeNumber('--limit', options.limit) ?? Infinity,
    concurrency: Math.min(
      wholeNumber('--concurrency', options.concurrency) ?? CONCURRENCY,
      MOST_AT_ONCE,
    ),
  };
}

/** `input=question`, or several of them parted by commas. */
function readMap(texts: readonly string[]): ColumnMap {
  const map = new Map<string, string>();
  for (const text of texts.flatMap((one) => one.split(','))) {
    const [, name, column] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/s.exec(text) ?? [];
    if (name === undefined || column === undefined) {
      throw new UsageError(message('batch-map', { text }), message('batch-map/hint'));
    }
    if (map.has(name)) throw new UsageError(message('pair-twice', { flag: '--map', name }));
    map.set(name, column);
  }
  return map;
}

/** `name:param=value`; several of one name are one variant, and `name` alone changes nothing. */
function readVariants(texts: readonly string[], base: GivenParameters): Variant[] {
  if (texts.length === 0) return [{ name: null, parameters: base }];
  const variants = new Map<string, Map<string, GivenValue>>();
  const given = new Set<string>();
  for (const text of texts) {
    const [, name = '', rest] = /^([^:=]+)(?::(.*))?$/s.exec(text) ?? [];
    const pair = rest === undefined ? undefined : readPair('--variant', rest);
    if (name.trim() === '' || (rest !== undefined && !pair)) {
      throw new UsageError(message('batch-variant', { text }), message('batch-variant/hint'));
    }
    const parameters = variants.get(name) ?? new Map<string, GivenValue>(base);
    variants.set(name, parameters);
    if (!pair) continue;
    const { value, typed } = pair;
    const own = `${name}:${pair.name}`;
    if (given.has(own)) {
      throw new UsageError(message('pair-twice', { flag: '--variant', name: own }));
    }
    given.add(own);
    parameters.set(
      pair.name,
      typed || typeof value !== 'string' ? { value, typed: true } : { value, typed },
    );
  }
  return [...variants].map(([name, parameters]) => ({ name, parameters }));
}

function readNumbers(texts: readonly string[]): Map<string, number> {
  return new Map(
    texts.map((text) => {
      const [, name = '', value = ''] = /^(.+)=(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
      if (name === '') {
        const hint = message('batch-fail-under/hint');
        throw new UsageError(message('batch-fail-under', { text }), hint);
      }
      return [name, Number(value)];
    }),
  );
}

function wholeNumber(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(message('batch-number', { flag, value }));
  return Number(value);
}
