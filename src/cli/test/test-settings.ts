import { availableParallelism } from 'node:os';
import { message } from '../../messages/message.ts';
import { isCi } from '../../plugins/trust.ts';
import type { Environment } from '../../project/language.ts';
import { UsageError } from '../../project/usage-error.ts';
import type { AskedOfTests } from '../../flow-tests/test-cassettes.ts';
import { readExchangeFlags, type ExchangeFlags } from '../exchange-flags.ts';
import { nameFilter, type NameFilter } from './name-filter.ts';
import type { TestFormat } from './test-formats.ts';

/** The flags of `bisheng test`, as written. */
export interface TestOptions extends ExchangeFlags {
  readonly testName?: string;
  readonly format?: 'pretty' | TestFormat;
  readonly coverage?: boolean;
  readonly minCoverage?: string;
  readonly model?: string;
  readonly timeout?: string;
  readonly jobs?: string;
  readonly bail?: boolean;
  readonly watch?: boolean;
  readonly live?: boolean;
  readonly lang?: string;
}

/** The same, checked. */
export interface TestSettings {
  readonly isMeant: NameFilter | undefined;
  readonly pattern: string;
  readonly format: 'pretty' | TestFormat;
  readonly coverage: boolean;
  /** Percent. */
  readonly minimum: number | undefined;
  readonly model: string | undefined;
  /** Seconds. */
  readonly timeout: number | undefined;
  readonly jobs: number;
  readonly bail: boolean;
  readonly watch: boolean;
  readonly exchanges: AskedOfTests;
  /** It is because of CI that no servers are asked. */
  readonly offline: boolean;
}

/** Throws UsageError for values that make no sense, and flags that contradict each other. */
export function readTestOptions(options: TestOptions, environment: Environment): TestSettings {
  const { testName, format = 'pretty', coverage = false, bail = false, watch = false } = options;
  if (watch && options.record !== undefined) {
    throw new UsageError(message('flag-conflict', { flag: '--watch', other: '--record' }));
  }
  if (watch && format !== 'pretty') throw new UsageError(message('tests-watch-format'));
  const offline = isOffline(options, environment);
  const asked = readExchangeFlags(options) ?? { mode: undefined, faults: undefined };
  const minimum = numberOf('--min-coverage', options.minCoverage, 0, 100);
  return {
    isMeant: testName === undefined ? undefined : nameFilter(testName),
    pattern: testName ?? '',
    format,
    coverage: coverage || minimum !== undefined,
    minimum,
    model: options.model,
    timeout: numberOf('--timeout', options.timeout, 0.001),
    jobs: Math.floor(numberOf('--jobs', options.jobs, 1) ?? availableParallelism()),
    bail,
    watch,
    exchanges: offline ? { ...asked, mode: 'replay' } : asked,
    offline,
  };
}

/** On a build server a test that has lost its cassette must not ask, and pay, a real one unnoticed. */
function isOffline({ record, replay, live }: TestOptions, environment: Environment): boolean {
  for (const [flag, given] of Object.entries({ '--record': record, '--replay': replay })) {
    if (live && given !== undefined) {
      throw new UsageError(message('flag-conflict', { flag, other: '--live' }));
    }
  }
  return isCi(environment) && !live && record === undefined && replay === undefined;
}

function numberOf(
  flag: string,
  value: string | undefined,
  minimum: number,
  maximum = Infinity,
): number | undefined {
  if (value === undefined) return undefined;
  const number = value.trim() === '' ? NaN : Number(value);
  if (Number.isFinite(number) && number >= minimum && number <= maximum) return number;
  const key = maximum === Infinity ? 'tests-number' : 'tests-number/to';
  throw new UsageError(message(key, { flag, value, minimum, maximum }));
}
