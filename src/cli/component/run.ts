import path from 'node:path';
import { decodeSource, type Decoded } from '../../flow/read/decode.ts';
import { isObject, objectOf, toJson, type Value } from '../../flow/value.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { message } from '../../messages/message.ts';
import type { Project } from '../../project.ts';
import type { ProjectTypes } from '../../project/components.ts';
import { runBasis } from '../../project/flow-to-run.ts';
import { loadFlow } from '../../project/load-flow.ts';
import { planTree } from '../../project/plan-tree.ts';
import { UsageError } from '../../project/usage-error.ts';
import type { InspectedClass, InspectedInput } from '../../python/inspection.ts';
import { askFor, type Wanted } from '../ask.ts';
import { componentNamed, withComponents } from './components.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { readTyped } from './input-value.ts';
import { valuesOf } from '../input.ts';
import { readPair } from '../pair.ts';
import { codeOf, runPlan } from '../run-plan.ts';
import type { OutputFormat } from '../run-reporters.ts';
import type { DebugOptions } from '../../python/worker-process.ts';
import { note, type Terminal } from '../terminal.ts';

/** What debuggers of Python expect unless told otherwise. */
const DEBUG_PORT = 5678;

/** The flags of `bisheng component run`, as written. */
export interface ComponentRunOptions {
  readonly input?: readonly string[];
  readonly config?: readonly string[];
  readonly output?: OutputFormat;
  readonly timeout?: string;
  readonly debug?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly yes?: boolean;
  readonly lang?: string;
}

/** `bisheng component run`: calls one component alone, as the only node of a flow. */
export async function componentRun(
  name: string,
  options: ComponentRunOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withComponents(
    options,
    terminal,
    async (custom, types, project) => {
      if (reportFindings(custom.diagnostics, terminal)) return exitCode.failed;
      const { described, diagnostics, names } = componentNamed(name, custom, project);
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      if (reportFindings(errors, terminal) || !described) return exitCode.failed;
      const config = await readConfig(described, options, terminal);
      const type = names.includes(described.name) ? described.name : name;
      return runNode({ described, type, config }, options, { types, project }, terminal);
    },
    options.debug ? debugging(terminal) : undefined,
  );
}

/** Where a debugger can be attached; the person is told. */
function debugging(terminal: Terminal): DebugOptions {
  return {
    port: DEBUG_PORT,
    terminal: terminal.interactive,
    ready: (kind, port) => note(terminal, message(`component-debug/${kind}`, { port })),
  };
}

/** What is to be run: a class by one of its names, with the values that it gets. */
interface Asked {
  readonly described: InspectedClass;
  readonly type: string;
  readonly config: ReadonlyMap<string, Value>;
}

/** Runs a flow of one node whose inputs stand in its config. */
async function runNode(
  { described, type, config }: Asked,
  options: ComponentRunOptions,
  { types, project }: { readonly types: ProjectTypes; readonly project: Project },
  terminal: Terminal,
): Promise<ExitCode> {
  const { folder } = terminal;
  const { environment } = project;
  const loaded = await loadFlow(flowOf(type, config), path.join(folder, type), () => new Map(), {
    types: types.registry,
    environment,
    folder,
    allowMissing: false,
  });
  // Nobody has written this flow, so nobody wants to see its lines.
  const findings = loaded.diagnostics.map((finding) => ({ ...finding, location: null }));
  if (reportFindings(findings, terminal) || !loaded.tree) return exitCode.failed;
  const run = {
    ...runBasis(project, types.registry, project.root, secretsOf(described, config)),
    output: options.output ?? 'text',
    level: options.quiet ? 'quiet' : options.verbose ? 'verbose' : 'normal',
    mayAsk: false,
    debugged: options.debug ?? false,
  } as const;
  return codeOf(await runPlan(planTree(loaded.tree), valuesOf([]), run, terminal));
}

function flowOf(type: string, config: ReadonlyMap<string, Value>): Decoded {
  const node = { id: type, type, config: literal(objectOf(config)) };
  return decodeSource(type, Buffer.from(toJson({ name: type, nodes: [node] }, 2)));
}

/** A value in which nothing is a placeholder. */
function literal(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (Array.isArray(value)) return value.map((item: Value) => literal(item));
  if (!isObject(value)) return value;
  return objectOf(Object.entries(value).map(([key, item]) => [key, literal(item)]));
}

function secretsOf({ inputs }: InspectedClass, config: ReadonlyMap<string, Value>): string[] {
  const values = inputs.filter(isSecret).map(({ name }) => config.get(name));
  return values.filter((value): value is string => typeof value === 'string');
}

/** Whether nobody may see what is given for an input. */
function isSecret({ type }: InspectedInput): boolean {
  return type === 'Secret' || type === 'Password';
}

/** The inputs and the constructor's arguments that the flags give. Throws UsageError. */
async function readConfig(
  described: InspectedClass,
  options: ComponentRunOptions,
  terminal: Terminal,
): Promise<Map<string, Value>> {
  const given = new Map<string, Value>();
  const put = (flag: string, name: string, value: Value): void => {
    if (given.has(name)) throw new UsageError(message('pair-twice', { flag, name }));
    given.set(name, value);
  };
  for (const text of options.input ?? []) {
    const pair = readPair('--input', text);
    const input = pair ? inputNamed(pair.name, described) : firstInput(described, text);
    const value = pair?.typed ? pair.value : readTyped(input, pair?.value ?? text);
    put('--input', input.name, value);
  }
  for (const text of options.config ?? []) {
    const pair = readPair('--config', text);
    if (!pair) throw new UsageError(message('pair-missing', { flag: '--config', text }));
    put('--config', argumentNamed(pair.name, described), pair.value);
  }
  const argument = described.init.find(({ name, required }) => required && !given.has(name));
  if (argument) {
    const { name } = argument;
    throw new UsageError(
      message('component-config-missing', { name }),
      message('component-config-missing/hint', { name }),
    );
  }
  for (const input of described.inputs) {
    const { name, required, info, display_name: title } = input;
    if (given.has(name) || !required) continue;
    if (!terminal.interactive || options.yes) {
      throw new UsageError(
        message('component-input-missing', { name }),
        message('component-input-missing/hint', { name }),
      );
    }
    const label = info ?? title;
    const prompt = label === null ? name : `${name}: ${label}`;
    const wanted = { prompt, secret: isSecret(input), yesOrNo: input.type === 'Boolean' };
    const choices = (input.options ?? undefined) as readonly Value[] | undefined;
    given.set(name, await askFor({ ...wanted, choices, read: answerTo(input) }, terminal));
  }
  return given;
}

/** Reads what is typed for an input. */
function answerTo(input: InspectedInput): Required<Wanted>['read'] {
  return (text) => {
    try {
      return { value: readTyped(input, text) };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return { problem: error.text };
    }
  };
}

/** A component that takes anything takes inputs that it does not declare. */
function inputNamed(
  name: string,
  { inputs, build, name: type }: InspectedClass,
): Pick<InspectedInput, 'name' | 'type'> {
  const found = inputs.find((input) => input.name === name);
  if (found) return found;
  if (build?.takes_any) return { name, type: null };
  const names = inputs.map((input) => input.name);
  throw unknown('component-input-unknown', name, names, type);
}

function argumentNamed(name: string, { init, name: type }: InspectedClass): string {
  const names = init.map((argument) => argument.name);
  if (names.includes(name)) return name;
  throw unknown('component-config-unknown', name, names, type);
}

function unknown(
  key: 'component-input-unknown' | 'component-config-unknown',
  name: string,
  names: readonly string[],
  type: string,
): UsageError {
  const near = nearest(name, names);
  const known =
    names.length > 0
      ? message('component-input-unknown/known', { names: names.join(', ') })
      : undefined;
  return new UsageError(
    message(key, { name, type }),
    near === undefined ? known : message('did-you-mean', { name: near }),
  );
}

/** A text without a name is the first input that is required, else the first. */
function firstInput({ inputs, name: type }: InspectedClass, text: string): InspectedInput {
  const first = inputs.find(({ required }) => required) ?? inputs[0];
  if (first) return first;
  throw new UsageError(message('component-input-none', { type, text }));
}
