import {
  NodeError,
  type Component,
  type ComponentType,
  type Context,
  type PortValues,
} from '../engine/component.ts';
import type { FlowNode } from '../flow/flow.ts';
import type {
  ConfigField,
  InputPort,
  NodeDisplay,
  OutputPorts,
  Remembering,
  ValueType,
} from '../flow/node-type.ts';
import { isObject, objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import type { InspectedClass, InspectedFolder, InspectedInput } from '../python/inspection.ts';
import type { PythonInstance, PythonWorkers } from '../python/instance.ts';
import { fieldTypes } from '../python/field-types.ts';
import { inputEntries, portsOf } from './ports.ts';
import { PythonCalls, type PythonMemory } from './python-calls.ts';

/**
 * The node type of a component class in Python. `type` is the name by which flows know it: the class's or the
 * folder's. `workers` gives the processes that run it; it is asked with the first call, and rejects with a NodeError where it
 * may not run.
 */
export function pythonComponent(
  type: string,
  folder: InspectedFolder,
  described: InspectedClass,
  workers: () => Promise<PythonWorkers>,
): ComponentType {
  const inputs = described.inputs.map((input) => declaredPort(input, described));
  const outputs = outputPorts(described);
  const init = new Set(described.init.map(({ name }) => name));
  return {
    type,
    role: 'work',
    config: configFields(described),
    openInputs: described.build?.takes_any === true,
    remembers: rememberingBy(described),
    display: displayOf(described),
    inputs: () => inputs,
    outputs: () => outputs,
    create(node, { user }) {
      const open = async (): Promise<PythonInstance> =>
        (await workers()).open({
          kind: 'component',
          path: folder.path,
          className: described.name,
          config: picked(node.config, (name) => init.has(name)),
          isAsync: described.build?.kind.startsWith('async') === true,
          user,
        });
      return new PythonComponent(node, described, open);
    },
  };
}

/** Stands for a component whose code can't be read, so that a flow that uses it has no other findings than these. */
export function brokenComponent(type: string): ComponentType {
  return {
    type,
    role: 'work',
    config: {},
    openConfig: true,
    openInputs: true,
    remembers: 'maybe',
    inputs: () => [],
    outputs: () => ({ names: ['result'], open: true }),
    create() {
      throw new Error(`the component ${type} can't be read`);
    },
  };
}

class PythonComponent implements Component {
  readonly #node: FlowNode;
  readonly #class: InspectedClass;
  readonly #calls: PythonCalls;
  readonly #accepts: (name: string) => boolean;

  constructor(node: FlowNode, described: InspectedClass, open: () => Promise<PythonInstance>) {
    this.#node = node;
    this.#class = described;
    this.#calls = new PythonCalls(open, memoryOf(described));
    const { build } = described;
    const names = new Set(build?.parameters.map(({ name }) => name));
    this.#accepts = (name) => build === null || build.takes_any || names.has(name);
  }

  async run(inputs: PortValues, context: Context): Promise<PortValues> {
    const given = objectOf(inputEntries(inputs).filter(([name]) => this.#accepts(name)));
    return outputsOf(await this.#calls.call(given, context), this.#class, this.#node);
  }

  state(): Value | undefined {
    return this.#calls.state();
  }

  restore(state: Value | undefined): void {
    this.#calls.restore(state);
  }

  close(): Promise<void> {
    return this.#calls.close();
  }
}

/** What is known of the memory of a class's objects. */
export function memoryOf(described: InspectedClass | undefined): PythonMemory {
  return {
    keeps: described?.keeps_state === true,
    changes: described?.changes_state === true,
  };
}

/** What its results depend on, as far as its code says; undefined where nobody has read that. */
export function rememberingBy(
  described: Pick<InspectedClass, 'stateful' | 'changes_state'> | null | undefined,
): Remembering {
  if (described?.changes_state === true) return 'surely';
  return described?.stateful === false ? 'never' : 'maybe';
}

function outputsOf(value: Value, described: InspectedClass, node: FlowNode): PortValues {
  const names = described.outputs.map(({ name }) => name);
  if (isObject(value)) {
    const entries = Object.entries(value);
    const isPorts = names.length === 0 || names.some((name) => Object.hasOwn(value, name));
    if (isPorts && entries.length > 0) return portsOf(inOrder(entries, names));
  }
  const [only = 'result', ...others] = names;
  if (others.length === 0) return portsOf([[only, value]]);
  throw new NodeError(
    'python-outputs',
    message('python-outputs', { node: node.id, names: names.join(', ') }),
    { hint: message('python-outputs/hint', { class: described.name }) },
  );
}

/** The declared ones first, in their order. */
function inOrder(entries: [string, Value][], names: readonly string[]): [string, Value][] {
  const rank = ([name]: [string, Value]): number =>
    names.includes(name) ? names.indexOf(name) : names.length;
  return entries.sort((a, b) => rank(a) - rank(b));
}

/** An input of a class. What is declared is insisted on; annotations change nothing. */
function declaredPort(input: InspectedInput, { inputs_declared }: InspectedClass): InputPort {
  const port = inputPort(input);
  return inputs_declared && port.type ? { ...port, accepts: [port.type] } : port;
}

/** An input as an inspection describes it. */
export function inputPort(input: InspectedInput): InputPort {
  const { name, required, has_default: hasDefault } = input;
  const type = valueTypeOf(input.type);
  return {
    name,
    required,
    ...(type !== 'any' && { type }),
    // Python knows its own defaults; null stands for one that is no literal.
    ...(hasDefault && input.default !== null && { default: input.default as Value }),
  };
}

function outputPorts({ outputs }: InspectedClass): OutputPorts {
  if (outputs.length === 0) return { names: ['result'], open: true };
  return { names: outputs.map(({ name }) => name) };
}

function configFields(described: InspectedClass): Record<string, ConfigField> {
  const fields = Object.create(null) as Record<string, ConfigField>;
  for (const { name, required } of described.init) fields[name] = { type: 'any', required };
  for (const { name, type, options, minimum, maximum } of described.inputs) {
    const texts = options?.filter((option): option is string => typeof option === 'string');
    fields[name] = {
      type: valueTypeOf(type),
      ...(texts && texts.length > 0 && texts.length === options?.length && { enum: texts }),
      ...(minimum !== null && { minimum }),
      ...(maximum !== null && { maximum }),
    };
  }
  return fields;
}

function displayOf({ display_name, description, inputs }: InspectedClass): NodeDisplay {
  return {
    ...(display_name !== null && { name: display_name }),
    ...(description !== null && { description }),
    fields: inputs.map((input) => ({
      name: input.name,
      ...(input.display_name !== null && { label: input.display_name }),
      ...(input.info !== null && { help: input.info }),
      ...(input.placeholder !== null && { placeholder: input.placeholder }),
    })),
  };
}

/** What kind of value a field type is for. */
export function valueTypeOf(fieldType: string | null): ValueType {
  const kind = own(fieldTypes, fieldType ?? '');
  return kind === 'float' ? 'number' : ((kind ?? 'any') as ValueType);
}

function picked(config: ValueObject, wanted: (name: string) => boolean): ValueObject {
  const names = Object.keys(config).filter(wanted);
  return objectOf(names.map((name) => [name, own(config, name) ?? null]));
}
