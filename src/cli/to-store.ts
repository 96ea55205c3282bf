import path from 'node:path';
import type { PortValues } from '../engine/component.ts';
import type { RunOutcome } from '../engine/run.ts';
import { SecretMask } from '../engine/secrets.ts';
import type { Plan } from '../flow/plan/plan.ts';
import type { FlowTree, GivenParameters } from '../project/flow-tree.ts';
import type { OpenedProject } from '../project/projects.ts';
import { runOrigin } from '../project/run-origin.ts';
import { standing } from '../project/standing-results.ts';
import type { RunRecording } from '../project/stored-run.ts';
import { shownPath } from '../project/shown-path.ts';
import { UsageError } from '../project/usage-error.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { storePlace } from '../store/store-place.ts';
import type { NewRun } from '../store/run-record.ts';
import type { StoreError } from '../store/store-error.ts';
import type { Taking } from './begin.ts';
import type { ExchangeFlags } from './exchange-flags.ts';
import { reportRefusal } from './refusal.ts';
import type { OutputFormat } from './run-reporters.ts';
import type { Terminal } from './terminal.ts';
import { reportUsageError } from './usage-report.ts';

/** Where a run is kept, and what of it is known when it begins. */
export interface StoredAs {
  /** The store's file. */
  readonly file: string;
  /** The project's folder, where one must go there to see its runs. */
  readonly elsewhere: string | undefined;
  readonly run: (plan: Plan, inputs: PortValues) => Promise<Omit<NewRun, 'id'>>;
  /** See {@link standing}. */
  readonly stands: (node: string) => boolean;
}

/** The flags that say whether and how a run is kept. */
export interface StoreFlags extends ExchangeFlags {
  /** False: nothing is kept. */
  readonly store?: boolean;
  readonly only?: string;
  readonly chat?: boolean;
}

/** What is to be run. */
interface ToRun {
  /** As the user named it. */
  readonly name: string;
  /** Its file. */
  readonly absolute: string;
  readonly opened: OpenedProject;
  /** As given. */
  readonly parameters: GivenParameters;
  readonly secrets: readonly string[];
}

/** How a flow's runs are kept; nothing where flags or settings say that they are not. A single node is only tried out. */
export function toStore(
  tree: FlowTree,
  { name, absolute, opened, secrets, parameters }: ToRun,
  options: StoreFlags,
  { environment, folder }: Terminal,
): { readonly stored?: StoredAs } {
  const { project } = opened;
  const { settings, root } = project;
  if (options.store === false || !settings.store || options.only !== undefined) return {};
  const { concurrency, timeout, token_limit } = settings;
  const { chat, record, replay, fault } = options;
  const used = { concurrency, timeout, token_limit, chat, record, replay, fault };
  const request = { name, absolute, root, folder, secrets, parameters, settings: used };
  const isElsewhere = project.file !== undefined && path.relative(root, folder).startsWith('..');
  return {
    stored: {
      file: storePlace(project.file === undefined ? undefined : root, environment),
      elsewhere: isElsewhere ? shownPath(root, folder) : undefined,
      stands: standing(tree, opened),
      run: async (plan, inputs) => {
        // Loaded only where something is kept.
        const { fingerprintsOf } = await import('../project/fingerprints.ts');
        const { fingerprintsToJson } = await import('../flow/fingerprint/fingerprints-json.ts');
        const run = runOrigin(plan, tree, inputs, request);
        const found = await fingerprintsOf(tree, plan, opened, inputs);
        // Names of files stand in them.
        const fingerprints = new SecretMask(secrets).text(fingerprintsToJson(found));
        return { ...run, attachments: { ...run.attachments, fingerprints } };
      },
    },
  };
}

/** Begins to write down a run; undefined where it goes on without, which is said. Rejects with StoreError. */
export async function keepRun(
  id: string,
  { file, run }: StoredAs,
  { plan, inputs, resume }: { plan: Plan; inputs: PortValues; resume: Taking['resume'] },
  { stderr, say }: Terminal,
): Promise<RunRecording | undefined> {
  // Loaded only where something is kept.
  const { beginStoredRun, resumeStoredRun } = await import('../project/stored-run.ts');
  const kept = await run(plan, inputs);
  if (resume) return resumeStoredRun(file, resume, kept);
  return beginStoredRun(file, { id, ...kept }, (message) => {
    stderr.write(`${foreign(say(message))}\n`);
  });
}

/** A run that is not even begun, because it could not be kept as it should. */
export async function refuseUnstored(
  { flow }: Plan,
  { kind, text, hint }: StoreError,
  output: OutputFormat,
  terminal: Terminal,
): Promise<RunOutcome> {
  reportUsageError(new UsageError(text, hint), terminal);
  const code = kind === 'full' ? 'store-full' : 'store-failed';
  const { path } = flow.file;
  await reportRefusal(
    { name: flow.name ?? path, file: path },
    { code, message: text },
    output,
    terminal,
  );
  return {
    status: 'failed',
    outputs: {},
    error: { code, message: terminal.say(text), node: null },
  };
}
