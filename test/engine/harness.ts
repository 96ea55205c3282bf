import { createRegistry } from '../../src/components/registry.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceFile } from '../../src/diagnostics/source-file.ts';
import type { ComponentType, ComponentTypes, PortValue } from '../../src/engine/component.ts';
import { runFlow, type RunOptions, type RunOutcome } from '../../src/engine/run.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import {
  bindParameters,
  knownValues,
  type GivenValue,
} from '../../src/flow/parameters/bind-parameters.ts';
import { expressionFields } from '../../src/flow/parameters/expression-fields.ts';
import { instantiate } from '../../src/flow/parameters/instantiate.ts';
import { readParameters } from '../../src/flow/parameters/parameters.ts';
import { parseFlow } from '../../src/flow/parse/parse.ts';
import { planFlow } from '../../src/flow/plan/plan-flow.ts';
import type { Plan } from '../../src/flow/plan/plan.ts';
import { readFlow } from '../../src/flow/read/read.ts';
import { validateFlow } from '../../src/flow/validate.ts';
import { own, type Value } from '../../src/flow/value.ts';
import { sayIn } from '../../src/messages/message.ts';
import { Calls, stepType, type Script } from './calls.ts';
import { checkEvents } from './check-events.ts';
import { FakeClock } from './fake-clock.ts';

export interface StageOptions extends Partial<
  Pick<
    RunOptions,
    | 'concurrency'
    | 'timeout'
    | 'ask'
    | 'secrets'
    | 'random'
    | 'signal'
    | 'inputs'
    | 'full'
    | 'keep'
    | 'earlier'
  >
> {
  readonly parameters?: Readonly<Record<string, Value>>;
  /** Texts of the flows that nodes run, by the path in their config. */
  readonly flows?: Readonly<Record<string, string>>;
  /** What steps do by themselves, by their node's id (`*`: all others); a value is what it gives each time. */
  readonly steps?: Readonly<Record<string, Script | PortValue>>;
  readonly types?: readonly ComponentType[];
  /** Called with each event as it comes. */
  readonly onEvent?: (event: RunEvent) => void;
  readonly folder?: string;
  /** Only the last event is kept, and none is checked. */
  readonly dropEvents?: boolean;
  /** What validation finds makes no difference. */
  readonly unchecked?: boolean;
}

/** A run that is going on. */
export interface Running {
  readonly calls: Calls;
  readonly clock: FakeClock;
  readonly events: RunEvent[];
  readonly plan: Plan;
  readonly abort: () => void;
  readonly ended: Promise<Ended>;
}

export interface Ended extends RunOutcome {
  readonly calls: Calls;
  readonly events: readonly RunEvent[];
  /** The last event. */
  readonly last: RunEvent;
  /** Nodes that finished, in order. */
  readonly finished: string[];
  readonly skipped: string[];
  readonly cancelled: string[];
  /** Codes of the warnings. */
  readonly warnings: string[];
  /** What the flow returns: the one value where it returns one, else all by name. */
  readonly result: Value;
}

/** Starts a flow on the real way from its text, with steps that the test decides. */
export function startYaml(text: string, options: StageOptions = {}): Running {
  const calls = new Calls();
  const clock = new FakeClock();
  const events: RunEvent[] = [];
  const types = typesFor(calls, options);
  const plan = planYaml(text, types, options);
  const abort = new AbortController();
  const run = runFlow(plan, {
    types,
    inputs: options.inputs ?? {},
    folder: options.folder ?? '.',
    say: sayIn('en'),
    runId: 'run',
    clock,
    signal: options.signal ?? abort.signal,
    emit(event) {
      if (options.dropEvents) events.length = 0;
      events.push(event);
      options.onEvent?.(event);
    },
    ...picked(options),
  });
  const ended = run.then(async (outcome) => {
    // Nothing may come after the end.
    await idle();
    const history = options.earlier?.history ?? [];
    if (!options.dropEvents) checkEvents([...history, ...events], plan);
    return endOf(outcome, events, calls);
  });
  ended.catch(() => undefined);
  return { calls, clock, events, plan, abort: () => abort.abort(), ended };
}

/** Runs a flow to its end; steps without a script give `{result: <id>}`. */
export function runYaml(text: string, options: StageOptions = {}): Promise<Ended> {
  const steps = {
    '*': ({ node }) => ({ result: node }),
    ...options.steps,
  } as StageOptions['steps'] & object;
  return startYaml(text, { ...options, steps }).ended;
}

/** Lets everything happen that needs no more than its turn. */
export async function idle(): Promise<void> {
  for (let n = 0; n < 5; n++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Findings of a flow that can't be run; empty where it can. */
export function findingsOf(text: string, options: StageOptions = {}): string[] {
  const findings: Diagnostic[] = [];
  planOf(text, typesFor(new Calls(), options), options, findings);
  return findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

/** Plans a flow. Throws where it has errors. */
export function planYaml(text: string, types: ComponentTypes, options: StageOptions = {}): Plan {
  const findings: Diagnostic[] = [];
  const plan = planOf(text, types, options, findings);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const say = sayIn('en');
  if (errors.length > 0) {
    throw new Error(errors.map((error) => `${error.code}: ${say(error.message)}`).join('\n'));
  }
  if (!plan) throw new Error('no flow');
  return plan;
}

function planOf(
  text: string,
  types: ComponentTypes,
  options: StageOptions,
  findings: Diagnostic[],
): Plan | undefined {
  const report = (found: Diagnostic): void => void findings.push(found);
  const tree = readFlow(new SourceFile('flow.yaml', text), report);
  if (!tree) return undefined;
  const parameters = readParameters(tree, report);
  const given = new Map<string, GivenValue>();
  for (const [name, value] of Object.entries(options.parameters ?? {})) {
    given.set(name, { value, typed: true });
  }
  const bound = bindParameters(parameters, given, {}, {}, report);
  const filled = instantiate(tree, bound, expressionFields(types), report);
  const context = { types, parameters, parameterValues: knownValues(bound) };
  const flow = parseFlow(filled, context, report);
  if (!options.unchecked) validateFlow(flow, report);
  if (findings.some(({ severity }) => severity === 'error')) return undefined;
  const subPlans = new Map<string, Plan>();
  for (const { id, config } of flow.nodes) {
    const path = own(config, 'flow');
    const inner = typeof path === 'string' ? options.flows?.[path] : undefined;
    if (inner === undefined) continue;
    const values = own(config, 'parameters') as Record<string, Value> | undefined;
    const plan = planOf(inner, types, { ...options, parameters: values ?? {} }, findings);
    if (plan) subPlans.set(id, plan);
  }
  return planFlow(flow, subPlans);
}

/** The built-in types, and the steps of the test. */
export function typesFor(calls: Calls, { steps = {}, types = [] }: StageOptions): ComponentTypes {
  const scripts = new Map<string, Script>();
  for (const [node, script] of Object.entries(steps)) {
    scripts.set(node, typeof script === 'function' ? script : () => ({ result: script }));
  }
  const own = [stepType(calls, scripts), ...types];
  const byName = new Map(own.map((type) => [type.type, type]));
  const registry = createRegistry({ door: undefined as never });
  return {
    get: (type) => byName.get(type) ?? registry.get(type),
    names: () => [...registry.names(), ...byName.keys()],
    planned: () => false,
  };
}

function picked(options: StageOptions): Partial<RunOptions> {
  const { concurrency, timeout, ask, secrets, random, full, keep, earlier } = options;
  return {
    ...(concurrency !== undefined && { concurrency }),
    ...(timeout !== undefined && { timeout }),
    ...(ask && { ask }),
    ...(full && { full }),
    ...(keep && { keep }),
    ...(earlier && { earlier }),
    ...(secrets && { secrets }),
    ...(random && { random }),
  };
}

function endOf(outcome: RunOutcome, events: readonly RunEvent[], calls: Calls): Ended {
  const nodes = (is: (event: RunEvent) => boolean): string[] =>
    events.filter(is).map((event) => ('node' in event ? (event.node ?? '') : ''));
  const last = events.at(-1)!;
  const single = last.type === 'run_finished' && last.single;
  return {
    ...outcome,
    calls,
    events,
    last,
    finished: nodes(({ type }) => type === 'node_finished'),
    skipped: nodes(({ type }) => type === 'node_skipped'),
    cancelled: nodes((event) => event.type === 'node_failed' && event.status === 'cancelled'),
    warnings: events.flatMap((event) => (event.type === 'warning' ? [event.code] : [])),
    result: single ? (Object.values(outcome.outputs)[0] ?? null) : outcome.outputs,
  };
}
