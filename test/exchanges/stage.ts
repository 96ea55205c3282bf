import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { runFlow, type RunOutcome } from '../../src/engine/run.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import type { CassetteMode, CassetteReport } from '../../src/exchanges/cassette.ts';
import { createExchanges, type Exchanges } from '../../src/exchanges/exchanges.ts';
import { parseFault, type Fault } from '../../src/exchanges/fault.ts';
import { sayIn } from '../../src/messages/message.ts';
import { exchangedRun } from '../../src/project/exchanged-run.ts';
import { flowToRun } from '../../src/project/flow-to-run.ts';
import { planTree } from '../../src/project/plan-tree.ts';
import { Projects } from '../../src/project/projects.ts';
import { readSource } from '../../src/project/read-source.ts';

export interface Staged {
  readonly outcome: RunOutcome;
  readonly events: readonly RunEvent[];
  readonly report: CassetteReport | undefined;
  readonly struck: readonly string[];
}

export interface Stage {
  readonly folder: string;
  readonly write: (name: string, text: string) => Promise<void>;
  readonly read: (name: string) => Promise<string>;
  readonly run: (options?: RunStage) => Promise<Staged>;
}

export interface RunStage {
  readonly mode?: CassetteMode;
  readonly cassette?: string;
  readonly flow?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly faults?: readonly string[];
  readonly seed?: number;
}

/** A project in a folder of its own, whose flow `flow.yaml` is run with a cassette; all runs share one set of node types. */
export async function stage(files: Readonly<Record<string, string>>): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-exchanges-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const exchanges = createExchanges();
  const shared = new Map<string, Projects>();
  onTestFinished(async () => {
    for (const projects of shared.values()) await projects.close();
  });
  const run = async (options: RunStage = {}): Promise<Staged> => {
    const environment = options.environment ?? {};
    const key = JSON.stringify(environment);
    const projects = shared.get(key) ?? new Projects({ folder, environment }, { exchanges });
    shared.set(key, projects);
    return runStaged(folder, options, projects, exchanges);
  };
  return { folder, write, read: (name) => readFile(path.join(folder, name), 'utf8'), run };
}

async function runStaged(
  folder: string,
  options: RunStage,
  projects: Projects,
  exchanges: Exchanges,
): Promise<Staged> {
  const {
    mode,
    cassette: name = 'tape.yaml',
    flow = 'flow.yaml',
    inputs = { input: 'hi' },
  } = options;
  const { project, types } = await projects.of(folder);
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void found.push(diagnostic);
  const exchanged = await exchangedRun(
    { project, types },
    exchanges,
    {
      cassette: mode && { absolute: path.join(folder, name), shown: name, mode },
      faults: options.faults && { faults: options.faults.map(faultOf), seed: options.seed ?? 1 },
    },
    report,
  );
  if (!exchanged) throw new Error(said(found));
  const absolute = path.join(folder, flow);
  const decoded = await readSource(absolute, flow);
  const { loaded, basis } = await flowToRun(
    decoded,
    absolute,
    () => new Map(),
    exchanged.opened,
    folder,
  );
  found.push(...loaded.diagnostics);
  if (found.length > 0 || !loaded.tree) throw new Error(said(found));
  const events: RunEvent[] = [];
  const plan = planTree(loaded.tree);
  const outcome = await exchanged.during(loaded.tree, basis.secrets, (through) =>
    runFlow(plan, {
      ...basis,
      ...through,
      inputs,
      emit: (event) => events.push(event),
      say: sayIn('en'),
      runId: 'staged',
    }),
  );
  const { cassette, struck } = await exchanged.finish();
  return {
    outcome,
    events,
    report: cassette,
    struck: struck.map(({ fault, node }) => `${fault.text} ${node ?? '?'}`),
  };
}

function said(found: readonly Diagnostic[]): string {
  return found.map(({ code, message }) => `${code}: ${sayIn('en')(message)}`).join('\n');
}

function faultOf(text: string): Fault {
  const parsed = parseFault(text);
  if ('problem' in parsed) throw new Error(sayIn('en')(parsed.problem));
  return parsed.fault;
}
