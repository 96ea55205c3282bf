import type { PortValues } from '../engine/component.ts';
import type { RunOutcome } from '../engine/run.ts';
import { SecretMask } from '../engine/secrets.ts';
import { message } from '../messages/message.ts';
import { openProject } from '../project.ts';
import type { FlowTree } from '../project/flow-tree.ts';
import { flowToRun } from '../project/flow-to-run.ts';
import type { LoadedFlow } from '../project/load-flow.ts';
import { onlyNode } from '../project/only-node.ts';
import { planTree } from '../project/plan-tree.ts';
import { UsageError } from '../project/usage-error.ts';
import { planJson } from '../reporters/plan-json.ts';
import { planText } from '../reporters/plan-text.ts';
import { themeFor } from '../reporters/text/theme.ts';
import { chat } from './chat.ts';
import { completeInputs } from './complete-inputs.ts';
import { checkTargets } from './exchange-flags.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { reportFindings } from './findings.ts';
import { readInputs, valuesOf } from './input.ts';
import { openFlow, type OpenedFlow } from './open-flow.ts';
import { askForMissing, readParameterFlags } from './parameters.ts';
import { planView } from './plan-view.ts';
import { reportRefusal } from './refusal.ts';
import { runExchanges, type RunWay } from './run-exchanges.ts';
import { codeOf, runPlan, type RunSettings } from './run-plan.ts';
import type { OutputFormat } from './run-reporters.ts';
import { toStore, type StoreFlags } from './to-store.ts';
import { closeTracing, openTracing } from './tracing.ts';
import { speak, type Terminal } from './terminal.ts';

/** The flags of `bisheng run`, as written. */
export interface RunOptions extends StoreFlags {
  readonly input?: readonly string[];
  readonly inputFile?: string;
  readonly param?: readonly string[];
  readonly paramsFile?: string;
  readonly output?: OutputFormat;
  readonly concurrency?: string;
  readonly timeout?: string;
  readonly dryRun?: boolean;
  /** Spans of the run go to a collector. */
  readonly otel?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly yes?: boolean;
  readonly lang?: string;
}

/** `bisheng run`: a flow from its file to its result. */
export async function run(
  name: string,
  options: RunOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  refuseConflicts(name, options);
  const opened = await openFlow(name, options.lang, terminal);
  const { folder, environment } = terminal;
  const { lang, concurrency, timeout } = options;
  const flags = { lang, concurrency, timeout };
  const project = await openProject(opened.root, { folder, environment, flags });
  speak(terminal, project.settings.lang);
  if (reportFindings(project.diagnostics, terminal)) return exitCode.failed;
  const tracing = await openTracing(options.otel && !options.dryRun, project, terminal);
  const runIt = (way: RunWay): Promise<ExitCode> =>
    runOpened(opened, name, options, { ...way, ...(tracing && { tracing }) }, terminal);
  try {
    return await runExchanges(project, options, terminal, runIt, tracing);
  } finally {
    await closeTracing(tracing, terminal);
  }
}

async function runOpened(
  opened: OpenedFlow,
  name: string,
  options: RunOptions,
  way: RunWay,
  terminal: Terminal,
): Promise<ExitCode> {
  const { absolute } = opened;
  const { project, types } = way.opened;
  const decoded = await opened.read(types);
  const mayAsk = terminal.interactive && options.yes !== true;
  const given = await readParameterFlags(options, terminal);
  const { loaded, basis } = await flowToRun(
    decoded,
    absolute,
    (parameters) =>
      mayAsk ? askForMissing(parameters, given, project.environment, terminal) : given,
    way.opened,
    terminal.folder,
  );
  const { tree } = loaded;
  if (reportFindings(loaded.diagnostics, terminal) || !tree) {
    const file = 'source' in decoded ? decoded.source.path : name;
    return refuse(loaded, options, file, terminal);
  }
  const settings: RunSettings = {
    ...basis,
    output: options.output ?? 'text',
    level: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
    mayAsk,
    drift: way.drift,
    tracing: way.tracing,
  };
  const nodes = tree.flow.nodes.map(({ id }) => id);
  checkTargets(way.faults, nodes);
  const kept = { name, absolute, project, secrets: basis.secrets };
  return way.during(tree, basis.secrets, (through) =>
    runLoaded(
      tree,
      name,
      options,
      { ...settings, ...through, ...toStore(tree, kept, options, terminal) },
      terminal,
    ),
  );
}

/** Runs what was loaded, in the way that the flags ask for. */
async function runLoaded(
  tree: FlowTree,
  name: string,
  options: RunOptions,
  settings: RunSettings,
  terminal: Terminal,
): Promise<ExitCode> {
  const { only, dryRun } = options;
  const given = dryRun ? valuesOf([]) : await readInputs(options, terminal);
  const flow = only === undefined ? tree.flow : onlyNode(tree.flow, only, given);
  const plan = planTree(tree, flow);
  if (dryRun) {
    const view = planView(plan);
    const look = {
      say: terminal.say,
      theme: themeFor({ color: false, unicode: terminal.unicode }),
    };
    const text = settings.output === 'json' ? planJson(view) : planText(view, look);
    terminal.stdout.write(new SecretMask(settings.secrets).text(text));
    return exitCode.ok;
  }
  if (options.chat) {
    // What goes on inside would stand between the lines of a conversation.
    const level = options.verbose ? 'verbose' : 'quiet';
    const runTurn = (inputs: PortValues): Promise<RunOutcome> =>
      runPlan(plan, inputs, { ...settings, level, turn: true }, terminal);
    return chat(flow.name ?? name, given, runTurn, terminal);
  }
  const { mayAsk } = settings;
  const stdinFree = name !== '-' && options.inputFile !== '-';
  const inputs = await completeInputs(plan, given, terminal, { mayAsk, stdinFree });
  return codeOf(await runPlan(plan, inputs, settings, terminal));
}

/** What becomes of a flow in which something is wrong; the findings have been shown. */
async function refuse(
  { diagnostics, parameterErrors }: LoadedFlow,
  { output = 'text' }: RunOptions,
  file: string,
  terminal: Terminal,
): Promise<ExitCode> {
  if (parameterErrors.length > 0) return exitCode.usage;
  const first = diagnostics.find(({ severity }) => severity === 'error');
  if (first) await reportRefusal({ name: file, file }, first, output, terminal);
  return exitCode.failed;
}

/** Throws UsageError for flags that contradict each other. */
function refuseConflicts(name: string, options: RunOptions): void {
  const { chat: chats, dryRun, only, quiet, verbose, output, inputFile, record, replay } = options;
  const conflicts: [unknown, string, string][] = [
    [quiet && verbose, '--quiet', '--verbose'],
    [chats && dryRun, '--chat', '--dry-run'],
    [chats && only !== undefined, '--chat', '--only'],
    [chats && inputFile === '-', '--chat', '--input-file -'],
    [dryRun && output === 'ndjson', '--dry-run', '--output ndjson'],
    [chats && record !== undefined, '--chat', '--record'],
    [chats && replay !== undefined, '--chat', '--replay'],
    [dryRun && record !== undefined, '--dry-run', '--record'],
  ];
  for (const [both, flag, other] of conflicts) {
    if (both === true) throw new UsageError(message('flag-conflict', { flag, other }));
  }
  if (name === '-' && (inputFile === '-' || chats)) {
    throw new UsageError(message('stdin-twice'), message('stdin-twice/hint'));
  }
}
