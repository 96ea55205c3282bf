import { toJson, type Value } from '../../flow/value.ts';
import type { RunEvent } from '../../engine/run-event.ts';
import type { RunRecord } from '../../store/run-record.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { refuseExisting } from '../refuse-output.ts';
import { writeDocument } from '../write-document.ts';
import { oneRun, withRuns, type RunsOptions } from './open-runs.ts';
import { ToldLog } from './tell-gaps.ts';

export interface RunsExportOptions extends RunsOptions {
  readonly format?: 'json' | 'ndjson';
  readonly output?: string;
  readonly force?: boolean;
}

/** `bisheng runs export`: all that is kept of a run as one JSON document, or its events as lines. */
export function runsExport(
  text: string,
  options: RunsExportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withRuns(options, terminal, async (store) => {
    const run = oneRun(store, text);
    const { format, output, force } = options;
    await refuseExisting(output, force, terminal);
    const events = new ToldLog(run, store?.log(run.id) ?? [], terminal);
    const flow = store?.attachment(run.id, 'flow') ?? null;
    const document = format === 'ndjson' ? lines(events) : whole(run, flow, events);
    return writeDocument(document, output, terminal, force);
  });
}

function* lines(events: Iterable<RunEvent>): Generator<string, undefined> {
  for (const event of events) yield `${toJson(event as unknown as Value)}\n`;
  return undefined;
}

/** The document, in pieces: events may be too many to be held. */
function* whole(
  run: RunRecord,
  flow: string | null,
  events: Iterable<RunEvent>,
): Generator<string, undefined> {
  yield '{\n  "format_version": 1,\n  "run": ';
  yield indented(toJson(run as unknown as Value, 2), 1);
  yield `,\n  "flow_text": ${toJson(flow)},\n  "events": [`;
  let isFirst = true;
  for (const event of events) {
    yield `${isFirst ? '' : ','}\n    ${indented(toJson(event as unknown as Value, 2), 2)}`;
    isFirst = false;
  }
  yield isFirst ? ']\n}\n' : '\n  ]\n}\n';
  return undefined;
}

/** A JSON text some levels deeper; a line break in it is always one between tokens. */
function indented(json: string, levels: number): string {
  return json.replaceAll('\n', `\n${'  '.repeat(levels)}`);
}
