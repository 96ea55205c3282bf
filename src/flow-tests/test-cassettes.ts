import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { CassetteMode } from '../exchanges/cassette.ts';
import type { Exchanges } from '../exchanges/exchanges.ts';
import {
  exchangedRun,
  type ExchangedRun,
  type ExchangeSettings,
} from '../project/exchanged-run.ts';
import type { OpenedProject } from '../project/projects.ts';
import { shownPath } from '../project/shown-path.ts';
import type { FlowTest, TestFile } from './flow-test.ts';

/** What the exchanges of all tests go by. */
export interface AskedOfTests {
  /** Undefined: a test that has a cassette is replayed, any other asks whom its flow asks. */
  readonly mode: CassetteMode | undefined;
  readonly faults: ExchangeSettings['faults'];
}

/** Prepares the exchanges of a test, for a project; undefined where its cassette is none, which is reported. */
export type PrepareExchanges = (
  test: FlowTest,
  opened: OpenedProject,
  report: Report,
) => Promise<ExchangedRun | undefined>;

/** Longer names are cut. */
const LONGEST = 60;
const CASSETTES = '.cassettes';

/** How tests get at their exchanges: each has a cassette of its own, in a folder beside its file. `folder`: the working directory. */
export function testCassettes(
  files: readonly TestFile[],
  { mode: asked, faults }: AskedOfTests,
  exchanges: Exchanges,
  folder: string,
): PrepareExchanges {
  const places = new Map(files.flatMap((file) => [...cassettePaths(file)]));
  return (test, opened, report) => {
    const absolute = places.get(test) ?? '';
    const mode = asked ?? (existsSync(absolute) ? 'replay' : undefined);
    const cassette = mode && { mode, absolute, shown: shownPath(absolute, folder) };
    return exchangedRun(opened, exchanges, { cassette, faults }, report);
  };
}

/** The folder of the cassettes of a file's tests: `greet.cassettes` for `greet.test.yaml`. */
export function cassetteFolder(absolute: string): string {
  const base = path.basename(absolute).replace(/(\.test|\.tests)?\.(ya?ml|json)$/i, '');
  return path.join(path.dirname(absolute), base + CASSETTES);
}

/** Whether a folder's name says that cassettes of tests are in it. */
export function isCassetteFolder(absolute: string): boolean {
  return absolute.endsWith(CASSETTES);
}

/** Where the cassettes of a file's tests are: `greet.cassettes/hello.yaml` for a test “hello” of `greet.test.yaml`. */
export function cassettePaths({ absolute, tests }: TestFile): Map<FlowTest, string> {
  const place = cassetteFolder(absolute);
  return new Map(tests.map((test) => [test, path.join(place, `${cassetteName(test.name)}.yaml`)]));
}

/** A name that depends on nothing but the test's own, so that other tests can come and go. */
function cassetteName(name: string): string {
  const plain = fileName(name);
  // Some systems take names that differ only in their case for the same.
  if (plain === name && name === name.toLowerCase()) return plain;
  return `${plain}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

/** A name as a file can have it on every system. */
function fileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const cut = plain
    .slice(0, LONGEST)
    // Half a character.
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/-$/, '');
  return /^(con|prn|aux|nul|com\d|lpt\d)?$/i.test(cut) ? `test-${cut}` : cut;
}
