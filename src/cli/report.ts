import type { DrawnFlow } from '../drawing/drawing.ts';
import type { GivenParameters } from '../project/flow-tree.ts';
import { isObject, own, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { Project } from '../project.ts';
import { ProjectTypes } from '../project/components.ts';
import { storedFlow } from '../project/stored-flow.ts';
import { UsageError } from '../project/usage-error.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { Store } from '../store/store.ts';
import type { ExitCode } from './exit.ts';
import { ownProject } from './own-project.ts';
import { refuseExisting } from './refuse-output.ts';
import { oneRun, withRuns, type RunsOptions } from './runs/open-runs.ts';
import { ToldLog } from './runs/tell-gaps.ts';
import type { Terminal } from './terminal.ts';
import { writeDocument } from './write-document.ts';

export interface ReportOptions extends RunsOptions {
  /** A path; `-` is stdout. */
  readonly output?: string;
  readonly force?: boolean;
}

/** Sub-flows in each other are opened to this depth. */
const DEPTH = 20;

/** `bisheng report`: a page about a run, in one file. */
export function report(
  text: string,
  options: ReportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withRuns(options, terminal, async (store) => {
    const run = oneRun(store, text);
    if (!store) throw new UsageError(message('run-unknown', { id: text }));
    const project = await ownProject({ lang: options.lang }, terminal);
    const output = await placeFor(run, options, terminal);
    const [{ reportHtml }, { drawFlow }] = await Promise.all([
      import('../report/report.ts'),
      import('../drawing/drawing.ts'),
    ]);
    const flow = await flowOf(run, store, project, terminal);
    const page = await reportHtml(
      {
        record: run,
        events: new ToldLog(run, store.log(run.id), terminal),
        inputs: (wanted) => store.inputs(run.id, wanted),
        text: store.attachment(run.id, 'flow'),
        // What is kept has no secrets.
        drawing: flow && drawFlow(flow, { depth: DEPTH, mask: (part) => part }),
      },
      terminal.say,
      project.settings.lang,
    );
    return writeDocument(page, output, terminal, options.force);
  });
}

/** Where to write. At a terminal nobody can read a page: there it goes to a file. Throws UsageError for one that is there. */
async function placeFor(
  { id }: RunRecord,
  { output, force }: ReportOptions,
  terminal: Terminal,
): Promise<string | undefined> {
  const place = output ?? (terminal.stdout.isTTY ? `report-${id.slice(0, 8)}.html` : undefined);
  await refuseExisting(place, force, terminal);
  return place;
}

/** The flow that was run, as it was. */
async function flowOf(
  { id, file, origin }: RunRecord,
  store: Store,
  project: Project,
  { folder }: Terminal,
): Promise<DrawnFlow | undefined> {
  const types = new ProjectTypes(project, folder);
  try {
    const textOf = (name: string): string | undefined => store.attachment(id, name);
    return storedFlow(textOf, file, parametersOf(origin), types.registry);
  } finally {
    await types.close();
  }
}

function parametersOf(origin: ValueObject): GivenParameters {
  const parameters = own(origin, 'parameters');
  if (!isObject(parameters)) return new Map();
  return new Map(
    Object.entries(parameters).map(([name, value]) => [name, { value, typed: true as const }]),
  );
}
