import type { PortValues } from '../engine/component.ts';
import type { RunOutcome } from '../engine/run.ts';
import { SecretMask } from '../engine/secrets.ts';
import { openProject, type Project } from '../project.ts';
import type { FlowTree, GivenParameters } from '../project/flow-tree.ts';
import type { OpenedProject } from '../project/projects.ts';
import { flowToRun } from '../project/flow-to-run.ts';
import type { LoadedFlow } from '../project/load-flow.ts';
import { onlyNode } from '../project/only-node.ts';
import { planTree } from '../project/plan-tree.ts';
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
import { takeUpEarlier, type Begin } from './begin.ts';
import { refuseConflicts, type RunOptions } from './run-options.ts';
import { askForMissing, readParameterFlags } from './parameters.ts';
import { planView } from './plan-view.ts';
import { reportRefusal } from './refusal.ts';
import { runExchanges, type RunWay } from './run-exchanges.ts';
import { withCache } from './run-cache.ts';
import { codeOf, runPlan, type RunSettings } from './run-plan.ts';
import type { Answers } from './runs/answers.ts';
import { toStore } from './to-store.ts';
import { closeTracing, openTracing } from './tracing.ts';
import { speak, type Terminal } from './terminal.ts';
import { startsAgain } from './watch/starts-again.ts';
import type { Watching } from './watch/watching.ts';

/** What a run takes up that was begun before. */
export interface Again {
  readonly begin?: Begin | undefined;
  /** It is one of the runs of a flow that is watched. */
  readonly watching?: Watching;
  /** Answers to what its nodes had asked, by node. */
  readonly answers?: Answers;
  /** The flow's text, where no file has it. */
  readonly text?: string;
}

/** `bisheng run`: a flow from its file to its result. */
export async function run(
  name: string,
  options: RunOptions,
  terminal: Terminal,
  again?: Again,
): Promise<ExitCode> {
  refuseConflicts(name, options);
  if (options.watch && !again) {
    const { watchRun } = await import('./watch/watch-run.ts');
    return watchRun(name, options.lang, terminal, (watching) =>
      run(name, options, terminal, { watching, begin: watching.begin }),
    );
  }
  const opened = await openFlow(name, options.lang, terminal, again?.text);
  const { folder, environment } = terminal;
  const { lang, concurrency, timeout } = options;
  const flags = { lang, concurrency, timeout };
  const project = await openProject(opened.root, { folder, environment, flags });
  speak(terminal, project.settings.lang);
  if (reportFindings(project.diagnostics, terminal)) return exitCode.failed;
  const tracing = await openTracing(options.otel && !options.dryRun, project, terminal);
  const runIt = (way: RunWay): Promise<ExitCode> =>
    runOpened(opened, { name, options, again }, { ...way, ...(tracing && { tracing }) }, terminal);
  try {
    return await runExchanges(project, options, terminal, runIt, tracing);
  } finally {
    await closeTracing(tracing, terminal);
  }
}

/** What was asked for. */
interface Asked {
  readonly name: string;
  readonly options: RunOptions;
  readonly again: Again | undefined;
}

async function runOpened(
  opened: OpenedFlow,
  { name, options, again }: Asked,
  way: RunWay,
  terminal: Terminal,
): Promise<ExitCode> {
  const { absolute } = opened;
  const { project, types } = way.opened;
  const decoded = await opened.read(types);
  const mayAsk = terminal.interactive && options.yes !== true;
  const begin = again?.begin ?? (await beginFromFlags(absolute, project, options, terminal));
  const flags = await readParameterFlags(options, terminal);
  let given: GivenParameters = new Map([...(begin?.parameters ?? []), ...flags]);
  const { loaded, basis } = await flowToRun(
    decoded,
    absolute,
    async (parameters) => {
      if (mayAsk) given = await askForMissing(parameters, given, project.environment, terminal);
      return given;
    },
    way.opened,
    terminal.folder,
  );
  const { tree } = loaded;
  if (again?.watching?.knows(loaded.diagnostics)) return exitCode.failed;
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
  const kept = { name, absolute, opened: way.opened, secrets: basis.secrets, parameters: given };
  const stored = toStore(tree, kept, options, terminal);
  const what = { name, options, again, begin, opened: way.opened, parameters: given };
  return way.during(tree, basis.secrets, (through) =>
    runLoaded(tree, what, { ...settings, ...through, ...stored }, terminal),
  );
}

/** What `--from` takes up. */
async function beginFromFlags(
  absolute: string,
  project: Project,
  options: RunOptions,
  terminal: Terminal,
): Promise<Begin | undefined> {
  const { from } = options;
  if (from === undefined) return undefined;
  const { beginFrom } = await import('./runs/begin-from.ts');
  return beginFrom(absolute, project, { ...options, from }, terminal);
}

interface Loaded extends Asked {
  readonly begin: Begin | undefined;
  readonly opened: OpenedProject;
  readonly parameters: GivenParameters;
}

/** Runs what was loaded, in the way that the flags ask for. */
async function runLoaded(
  tree: FlowTree,
  { name, options, again, begin, opened, parameters }: Loaded,
  settings: RunSettings,
  terminal: Terminal,
): Promise<ExitCode> {
  const { only, dryRun } = options;
  const flags = dryRun && !begin ? {} : await readInputs(options, terminal);
  const given = valuesOf([...Object.entries(begin?.inputs ?? {}), ...Object.entries(flags)]);
  const flow = only === undefined ? tree.flow : onlyNode(tree.flow, only, given);
  const plan = planTree(tree, flow);
  if (dryRun && !begin) {
    const view = planView(plan);
    const look = {
      say: terminal.say,
      theme: themeFor({ color: false, unicode: terminal.unicode }),
    };
    const text = settings.output === 'json' ? planJson(view) : planText(view, look);
    terminal.stdout.write(new SecretMask(settings.secrets).text(text));
    return exitCode.ok;
  }
  const caching = { tree, plan, opened };
  if (options.chat) {
    // What goes on inside would stand between the lines of a conversation.
    const level = options.verbose ? 'verbose' : 'quiet';
    const runTurn = (inputs: PortValues): Promise<RunOutcome> =>
      withCache(caching, options, terminal, (cache) =>
        runPlan(plan, inputs, { ...settings, level, turn: true, cache }, terminal),
      );
    return chat(flow.name ?? name, given, runTurn, terminal);
  }
  const { mayAsk } = settings;
  const stdinFree = name !== '-' && options.inputFile !== '-';
  const inputs = await completeInputs(plan, given, terminal, { mayAsk, stdinFree });
  const watching = again?.watching;
  const facts = { tree, plan, opened, inputs, parameters };
  if (watching && !(await startsAgain(watching, facts))) return exitCode.ok;
  const { output, secrets } = settings;
  const toRun = { plan, tree, opened, inputs, output, secrets };
  const taking = begin && (await takeUpEarlier(begin, toRun, terminal));
  if (dryRun) return exitCode.ok;
  const answered = again?.answers && { answers: again.answers };
  return withCache(caching, options, terminal, async (cache) =>
    codeOf(
      await runPlan(plan, inputs, { ...settings, ...answered, taking, cache, watching }, terminal),
    ),
  );
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
