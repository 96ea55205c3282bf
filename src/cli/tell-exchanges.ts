import type { CassetteReport } from '../exchanges/cassette.ts';
import { notRecorded } from '../exchanges/drift.ts';
import { shownRequest } from '../exchanges/recorded-request.ts';
import { message, type Message } from '../messages/message.ts';
import type { ExchangeReport, ExchangeSettings } from '../project/exchanged-run.ts';
import { UsageError } from '../project/usage-error.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { note, type Terminal } from './terminal.ts';
import { reportUsageError } from './usage-report.ts';

/** Says what there is to say of the exchanges of a run that ended with a code; gives the code to end with. */
export function tellExchanges(
  report: ExchangeReport,
  settings: ExchangeSettings,
  code: ExitCode,
  quiet: boolean,
  terminal: Terminal,
): ExitCode {
  if (!quiet) for (const text of exchangeNotes([report], settings)) note(terminal, text);
  const isTold = code !== exitCode.ok && code !== exitCode.waiting;
  if (isTold || !report.cassette) return code;
  // A failure that the flow knew how to handle: nobody else would tell.
  const drifts = driftMessages(report.cassette);
  for (const text of drifts) reportUsageError(new UsageError(text), terminal);
  return drifts.length > 0 ? exitCode.failed : code;
}

/** What there is to say of the exchanges of runs. */
export function exchangeNotes(
  reports: readonly ExchangeReport[],
  { faults }: Pick<ExchangeSettings, 'faults'>,
): readonly Message[] {
  const notes = reports.flatMap(({ cassette }) =>
    cassette ? cassetteNotes(cassette, faults !== undefined) : [],
  );
  if (!faults) return notes;
  const count = reports.reduce((sum, { struck }) => sum + struck.length, 0);
  return [...notes, message('fault-summary', { count, seed: faults.seed })];
}

function cassetteNotes(report: CassetteReport, faulted: boolean): Message[] {
  const { mode, file, exchanges: total, failed, unused, drifts } = report;
  if (mode === 'record') {
    if (total === 0) return [message('cassette-nothing')];
    const key = failed === 0 ? 'cassette-recorded' : 'cassette-recorded/failed';
    return [message(key, { file, count: total, failed })];
  }
  const [first] = unused;
  // After a drift it would say the same once more, and what strikes may lead the flow elsewhere.
  if (!first || faulted || drifts.length > 0) return [];
  const request = shownRequest(first.request);
  return [message('cassette-unused', { file, count: unused.length, total, request })];
}

/** What a replay could not answer, in words; the first thing in which each request differs. */
export function driftMessages({ drifts, file, exists }: CassetteReport): readonly Message[] {
  return drifts.map((drift) => {
    const [key, values = {}] = notRecorded(drift, file, exists);
    return message(key, values);
  });
}
