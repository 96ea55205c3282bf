import path from 'node:path';
import { PLUGIN_INPUT } from '../components/plugin-component.ts';
import { valueTypeOf } from '../components/python-component.ts';
import { isError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { canonical } from '../flow/fingerprint/canonical.ts';
import { decodeSource, type Decoded } from '../flow/read/decode.ts';
import { isObject, objectOf, own, toJson, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { CustomComponent, CustomTypes } from '../project/custom-types.ts';
import { flowToRun } from '../project/flow-to-run.ts';
import { planTree } from '../project/plan-tree.ts';
import { hasPython } from '../project/python-folders.ts';
import type { Generation } from './generation.ts';
import type { PlannedFlow } from './planned-flow.ts';
import { ServiceError } from './service-error.ts';

/** A component or plugin of the project that is to be called by itself, with a text. */
export interface Alone {
  readonly kind: 'component' | 'plugin';
  readonly name: string;
  /** Its other inputs, and what it is made with. */
  readonly config: ValueObject;
}

type InspectedClass = NonNullable<CustomComponent['described']>;
type InspectedInput = InspectedClass['inputs'][number];

/** So many are kept planned. */
const PLANNED = 16;
/** The run input with the text. */
const TEXT = 'input';

const planned = new WeakMap<Generation, Map<string, Promise<PlannedFlow>>>();

/** A flow of one node. `folder`: the working directory. Rejects with ServiceError where there is none of that name, or where it can't run so. */
export function planAlone(
  generation: Generation,
  alone: Alone,
  folder: string,
): Promise<PlannedFlow> {
  const known = planned.get(generation) ?? new Map<string, Promise<PlannedFlow>>();
  planned.set(generation, known);
  const key = canonical([alone.kind, alone.name, alone.config], false);
  let plan = known.get(key);
  if (!plan) {
    plan = generation.during(() => planNode(generation, alone, folder));
    known.set(key, plan);
    const [oldest] = known.keys();
    if (known.size > PLANNED && oldest !== undefined) known.delete(oldest);
    plan.catch(() => known.delete(key));
  }
  return plan;
}

async function planNode(
  generation: Generation,
  alone: Alone,
  folder: string,
): Promise<PlannedFlow> {
  const { opened } = generation;
  const { root } = opened.project;
  if (!(await hasPython(root))) throw missing();
  // An empty name has all be read, so that what keeps them from it is a finding.
  const broken = (await opened.types.prepare([alone.name, ''])).filter(isError);
  if (broken.length > 0) throw invalid(alone, broken);
  const { type, input, secrets } = nodeOf(alone, await opened.types.custom());
  const parameters = new Map();
  const file = path.join(root, 'flow.yaml');
  const source = flowOf(type, input, alone.config);
  const { loaded, basis } = await flowToRun(source, file, () => parameters, opened, folder);
  const { tree, diagnostics } = loaded;
  const errors = diagnostics.filter(isError);
  if (errors.length > 0 || !tree) {
    throw new ServiceError('parameters', message('service/alone', { name: alone.name }), errors);
  }
  const own = { ...basis, secrets: [...basis.secrets, ...secrets] };
  return { plan: planTree(tree), tree, basis: own, parameters, generation, rests: true };
}

/** What is to be called, and where the text goes. */
interface NodeToCall {
  readonly type: string;
  readonly input: string;
  /** What nobody may see of its config. */
  readonly secrets: readonly string[];
}

function nodeOf(alone: Alone, custom: CustomTypes): NodeToCall {
  const { kind, name, config } = alone;
  if (kind === 'plugin') {
    const found = custom.plugins.find(({ id, plugin }) => id === name || plugin?.name === name);
    if (!found) throw missing();
    return { type: name, input: PLUGIN_INPUT, secrets: [] };
  }
  const found = custom.components.find(({ names }) => names.includes(name));
  if (!found) throw missing();
  const { described } = found;
  if (!described) throw invalid(alone, found.diagnostics.filter(isError));
  checkArguments(described, config);
  return { type: name, input: textInput(alone, described), secrets: secretsIn(described, config) };
}

/** The input that takes the text: the only required one of those that are still open, else the only text among them. */
function textInput({ name, config }: Alone, { inputs }: InspectedClass): string {
  const open = inputs.filter((input) => own(config, input.name) === undefined);
  // What is kept of a text, anybody may read who sees the run.
  const texts = open.filter(
    (one) => !isSecret(one) && ['string', 'any'].includes(valueTypeOf(one.type)),
  );
  const required = texts.filter((input) => input.required);
  const [only] = required.length > 0 ? required : texts;
  if (only && (required.length === 1 || texts.length === 1)) return only.name;
  const names = open.map((input) => input.name);
  throw new ServiceError('input', message('service/alone-text', { name, names }), [], {
    kind: 'missing',
    name: 'options',
    value: config,
  });
}

/** What it can't be made without, and what it does not take. Throws ServiceError. */
function checkArguments(described: InspectedClass, config: ValueObject): void {
  const { init, inputs, build } = described;
  const known = new Set([...init, ...inputs].map(({ name }) => name));
  const other = Object.entries(config).find(([name]) => !known.has(name));
  if (other && build?.takes_any !== true) {
    const [name, value] = other;
    const text = message('component-input-unknown', { name, type: described.name });
    throw new ServiceError('input', text, [], { kind: 'unknown', name, value });
  }
  const open = init.find(({ name, required }) => required && own(config, name) === undefined);
  if (!open) return;
  const { name } = open;
  throw new ServiceError('input', message('component-config-missing', { name }), [], {
    kind: 'missing',
    name,
    value: config,
  });
}

function secretsIn({ inputs }: InspectedClass, config: ValueObject): string[] {
  const values = inputs.filter(isSecret).map(({ name }) => own(config, name));
  return values.filter((value): value is string => typeof value === 'string');
}

function isSecret({ type }: InspectedInput): boolean {
  return type === 'Secret' || type === 'Password';
}

function flowOf(type: string, input: string, config: ValueObject): Decoded {
  const id = /^[A-Za-z][\w-]*$/.test(type) ? type : 'node';
  const node = { id, type, inputs: { [input]: TEXT }, config: literal(config) };
  return decodeSource(type, Buffer.from(toJson({ name: type, nodes: [node] }, 2)));
}

/** A value in which nothing is a placeholder. */
function literal(value: Value): Value {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${');
  if (Array.isArray(value)) return value.map((item: Value) => literal(item));
  if (!isObject(value)) return value;
  return objectOf(Object.entries(value).map(([key, item]) => [key, literal(item)]));
}

function missing(): ServiceError {
  return new ServiceError('flow-missing', message('service/alone-missing'));
}

function invalid({ name: flow }: Alone, errors: readonly Diagnostic[]): ServiceError {
  return new ServiceError('flow-invalid', message('service/flow-invalid', { flow }), errors);
}
