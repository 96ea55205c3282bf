import { toJson, type Value } from '../../flow/value.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { refuseExisting } from '../refuse-output.ts';
import { writeDocument } from '../write-document.ts';
import { oneRun, withRuns, type RunsOptions } from './open-runs.ts';
import { tellGaps } from './tell-gaps.ts';

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
    await refuseExisting(options.output, options.force, terminal);
    const events = store?.events(run.id) ?? [];
    tellGaps(run, events, terminal);
    if (options.format === 'ndjson') {
      const lines = events.map((event) => `${toJson(event as unknown as Value)}\n`);
      return writeDocument(lines.join(''), options.output, terminal, options.force);
    }
    const flow = store?.attachment(run.id, 'flow') ?? null;
    const document = { format_version: 1, run, flow_text: flow, events };
    const written = toJson(document as unknown as Value, 2);
    return writeDocument(`${written}\n`, options.output, terminal, options.force);
  });
}
