import type { FoundTests } from '../../flow-tests/find-tests.ts';
import type { TestResult } from '../../flow-tests/run-test.ts';
import { message, type Message } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { exchangeNotes } from '../tell-exchanges.ts';
import type { TestSettings } from './test-settings.ts';

/** More names are no help. */
const SHOWN = 5;

/** What there is to say below the results: of cassettes, faults, servers that were asked, and of what was not looked at. */
export function testNotes(
  results: readonly TestResult[],
  { leftOut, orphans }: Pick<FoundTests, 'leftOut' | 'orphans'>,
  { exchanges, offline }: Pick<TestSettings, 'exchanges' | 'offline'>,
): readonly Message[] {
  const reports = results.flatMap((result) => result.exchanges ?? []);
  const live = results.filter(({ answeredBy }) => answeredBy === 'servers');
  const names = live.map(({ test }) => `“${test.name}”`);
  const lacked = reports.some(({ cassette }) => cassette?.exists === false && cassette.drifts[0]);
  return [
    ...exchangeNotes(reports, exchanges),
    ...(exchanges.mode === undefined && live.length > 0
      ? [message('tests-live', { count: live.length, names: shortened(names) })]
      : []),
    ...(offline && lacked ? [message('tests-ci')] : []),
    ...(orphans.length > 0
      ? [message('cassettes-orphaned', { count: orphans.length, files: shortened(orphans) })]
      : []),
    ...(leftOut > 0 ? [message('files-left-out', { n: leftOut })] : []),
  ];
}

function shortened(names: readonly string[]): string[] {
  const shown = names.slice(0, SHOWN).map(foreign);
  return names.length > SHOWN ? [...shown, '…'] : shown;
}
