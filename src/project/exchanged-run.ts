import { existsSync } from 'node:fs';
import type { Report } from '../diagnostics/diagnostic.ts';
import type { RunOptions } from '../engine/run.ts';
import type { CassetteMode, CassetteReport } from '../exchanges/cassette.ts';
import { notRecorded } from '../exchanges/drift.ts';
import type { Exchanges } from '../exchanges/exchanges.ts';
import type { Fault } from '../exchanges/fault.ts';
import { Faults, type Struck } from '../exchanges/faults.ts';
import { message, type Message } from '../messages/message.ts';
import { openCassette } from './open-cassette.ts';
import type { FlowTree } from './flow-tree.ts';
import { flowVariables } from './flow-variables.ts';
import { withStandIns } from './per-run.ts';
import type { OpenedProject } from './projects.ts';

/** What the exchanges of a run go through. */
export interface ExchangeSettings {
  readonly cassette?:
    | {
        readonly absolute: string;
        /** The path as the user would write it. */
        readonly shown: string;
        readonly mode: CassetteMode;
      }
    | undefined;
  readonly faults?: { readonly faults: readonly Fault[]; readonly seed: number } | undefined;
}

/** What came of it. */
export interface ExchangeReport {
  readonly cassette: CassetteReport | undefined;
  readonly struck: readonly Struck[];
}

/** A run whose exchanges with servers are recorded, replayed or made to fail. */
export interface ExchangedRun {
  /** The project that the flow must be read with: its environment has what the cassette knows of it. */
  readonly opened: OpenedProject;
  /** Does a run of a flow: `work` gives `runFlow` these options besides its own. `secrets`: what nothing may show. */
  during<T>(
    tree: FlowTree,
    secrets: readonly string[],
    work: (options: Pick<RunOptions, 'around' | 'hurry'>) => Promise<T>,
  ): Promise<T>;
  /** The first request that its cassette could not answer so far. */
  readonly drift: () => { readonly node: string | undefined; readonly text: Message } | undefined;
  /**
   * Writes the cassette of a recording and tells what came of it. Without it the cassette stays as it was. Rejects as
   * `openCassette` says.
   */
  finish(): Promise<ExchangeReport>;
}

/**
 * Prepares one run of a flow of a project whose types were made with `exchanges`. What is wrong with the cassette is
 * reported; then undefined.
 */
export async function exchangedRun(
  opened: OpenedProject,
  exchanges: Exchanges,
  settings: ExchangeSettings,
  report: Report,
): Promise<ExchangedRun | undefined> {
  const faults = settings.faults && new Faults(settings.faults);
  const tape = settings.cassette;
  const again = faults !== undefined;
  const cassette = tape && (await openCassette(tape.absolute, { ...tape, again }, report));
  if (tape && !cassette) return undefined;
  const { project } = opened;
  const environment = withStandIns(project.environment, cassette?.variables ?? new Map());
  return {
    opened: { ...opened, project: { ...project, environment } },
    during: (tree, secrets, work) => {
      const read = [...flowVariables(tree)].flatMap((name) => {
        const value = environment[name];
        return value === undefined ? [] : [[name, value] as const];
      });
      cassette?.hide(secrets);
      cassette?.keepVariables(new Map(read));
      cassette?.keepOrder(nodeNames(tree));
      const options = { around: exchanges.around, hurry: tape?.mode === 'replay' };
      return exchanges.during({ cassette, faults }, () => work(options));
    },
    drift: () => {
      const [first] = cassette?.drifts ?? [];
      if (!first || !tape) return undefined;
      const [key, values = {}] = notRecorded(first, tape.shown, existsSync(tape.absolute));
      return { node: first.node, text: message(key, values) };
    },
    finish: async () => ({ cassette: await cassette?.finish(), struck: faults?.struck ?? [] }),
  };
}

/** The names of a flow's nodes as events have them, those of sub-flows behind the node that runs them. */
function nodeNames({ flow, subFlows }: FlowTree): string[] {
  return flow.nodes.flatMap(({ id }) => {
    const inner = subFlows.get(id);
    return [id, ...(inner ? nodeNames(inner).map((name) => `${id}/${name}`) : [])];
  });
}
