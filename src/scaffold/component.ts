import type { Value } from '../flow/value.ts';
import { message, type Say } from '../messages/message.ts';
import { classNameOf } from './class-name.ts';
import { give, portList, returnType, signature, subject, usesOptional } from './component-code.ts';
import { componentTests } from './component-test.ts';
import { Code } from './fill.ts';
import { exampleFlow, sampleConfig } from './example-flow.ts';
import { markdownText } from './literals.ts';
import { below, Planner, type PlannedFile, type ScaffoldTexts } from './planned-file.ts';
import { readPort, type ComponentPorts, type Port } from './port.ts';
import type { ComponentKind, ComponentRequest } from './request.ts';
import { ScaffoldProblem } from './scaffold-problem.ts';
import { testsNote } from './test-place.ts';

/** Where a project looks for components. */
const COMPONENTS = 'custom_components';

/** What a kind of component has besides the five files. */
const moreFiles: Readonly<Partial<Record<ComponentKind, readonly string[]>>> = {
  composite: ['steps.py'],
  pluggable: ['processors/__init__.py', 'processors/plain.py', 'processors/upper.py'],
  config: ['config.json'],
};

/** The files of a component (guide: 组件结构), with tests and a flow where they are wanted. Throws {@link ScaffoldProblem}. */
export function planComponent(
  request: ComponentRequest,
  texts: ScaffoldTexts,
  say: Say,
): PlannedFile[] {
  const { name, variant } = request;
  const ports = portsOf(request);
  const { inputs, outputs } = ports;
  const className = classNameOf(name, 'Component');
  const folder = below(request.folder, name);
  const types = [...new Set([...inputs, ...outputs].map((port) => port.type))].sort();
  const optional = usesOptional(inputs);
  const planner = new Planner(texts, say, {
    name,
    class_name: className,
    display_name: request.displayName,
    description: request.description || request.displayName,
    icon: request.icon,
    field_types: new Code(['Input', 'Output', ...types].sort().join(', ')),
    typing: new Code(typingLine(variant, optional)),
    inputs: new Code(portList('Input', inputs)),
    outputs: new Code(portList('Output', outputs)),
    signature: new Code(signature(inputs)),
    subject: new Code(subject(inputs.filter((it) => it.name !== extraInput(variant)?.name))),
    returns: new Code(returnType(outputs)),
    give: new Code(give(outputs)),
    schema: schemaOf(inputs),
    frontend: frontendOf(request, ports),
    ...pageValues(request, ports, say),
  });
  planner
    .add(`${folder}/__init__.py`, 'component/__init__.py')
    .add(`${folder}/component.py`, `component/${variant}.py`)
    .add(`${folder}/schema.py`, 'component/schema.py')
    .add(`${folder}/frontend.py`, 'component/frontend.py')
    .add(`${folder}/README.md`, `component/README.${request.language}.md`);
  for (const file of moreFiles[variant] ?? [])
    planner.add(`${folder}/${file}`, `component/${file}`);
  if (request.tests) {
    planner.add(`tests/test_${name}.py`, 'component/test.py', componentTests(request, ports));
    if (request.folder === COMPONENTS) {
      planner.add(`flows/${name}_example.yaml`, 'component/flow.yaml', exampleFlow(request, ports));
    }
  }
  return planner.files;
}

function portsOf({ variant, inputs, outputs }: ComponentRequest): ComponentPorts {
  const extra = extraInput(variant);
  const read = inputs.map((text) => readPort(text, '--input'));
  const given: ComponentPorts = {
    inputs: extra ? [...read, extra] : read,
    outputs: outputs.map((text) => readPort(text, '--output')),
  };
  once(given.inputs, '--input');
  once(given.outputs, '--output');
  if (variant === 'config' && given.inputs.some(({ name }) => name === 'config_path')) {
    throw new ScaffoldProblem(message('scaffold-port/config-path'));
  }
  const [only] = given.outputs;
  if (!only) throw new ScaffoldProblem(message('scaffold-port/no-output'));
  if (variant === 'streaming' && (given.outputs.length > 1 || only.kind !== 'string')) {
    throw new ScaffoldProblem(
      message('scaffold-port/streaming'),
      message('scaffold-port/streaming-hint'),
    );
  }
  return given;
}

/** The input by which a pluggable component is told which of its modules works. */
function extraInput(variant: ComponentKind): Port | undefined {
  if (variant !== 'pluggable') return undefined;
  const options = ['plain', 'upper'];
  return { ...readPort('processor:Text=plain', '--input'), type: 'Dropdown', kind: 'any', options };
}

function once(ports: readonly Port[], flag: string): void {
  const names = ports.map(({ name }) => name);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined)
    throw new ScaffoldProblem(message('scaffold-port/twice', { flag, name: twice }));
}

function typingLine(variant: ComponentKind, optional: boolean): string {
  const names = [
    ...(variant === 'streaming' ? ['Iterator'] : []),
    ...(optional ? ['Optional'] : []),
  ];
  return names.length === 0 ? '' : `from typing import ${names.join(', ')}`;
}

const schemaTypes = {
  string: 'string',
  integer: 'integer',
  float: 'number',
  number: 'number',
  boolean: 'boolean',
  list: 'array',
  object: 'object',
  any: undefined,
} as const;

/** The inputs as JSON Schema. */
function schemaOf(inputs: readonly Port[]): Value {
  const properties = inputs.map((port): [string, Value] => {
    const type = schemaTypes[port.kind];
    const list = port.kind === 'list';
    return [
      port.name,
      {
        ...(type && { type }),
        title: port.displayName,
        ...(port.info !== undefined && { description: port.info }),
        ...(port.value !== undefined && { default: port.value }),
        ...(port.options && (list ? { items: { enum: port.options } } : { enum: port.options })),
        ...(port.min !== undefined && { minimum: port.min }),
        ...(port.max !== undefined && { maximum: port.max }),
      },
    ];
  });
  const required = inputs.filter((port) => port.required).map((port) => port.name);
  return { type: 'object', properties: Object.fromEntries(properties), required };
}

function frontendOf(request: ComponentRequest, { inputs, outputs }: ComponentPorts): Value {
  const shown = ({ name, displayName, type, placeholder, info }: Port): Value => ({
    name,
    display_name: displayName,
    field_type: type,
    ...(placeholder !== undefined && { placeholder }),
    ...(info !== undefined && { info }),
  });
  return {
    display_name: request.displayName,
    description: request.description || request.displayName,
    icon: request.icon,
    inputs: inputs.map(shown),
    outputs: outputs.map(shown),
  };
}

function pageValues(
  request: ComponentRequest,
  { inputs, outputs }: ComponentPorts,
  say: Say,
): Record<string, Code> {
  const cell = (value: Value | undefined): string =>
    value === undefined
      ? ''
      : markdownText(typeof value === 'string' ? value : JSON.stringify(value));
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const yes = say(message('scaffold-text/yes'));
  const inputRow = (it: Port): string =>
    row([
      `\`${it.name}\``,
      it.type,
      it.required ? yes : '',
      cell(it.value),
      cell(it.info ?? it.displayName),
    ]);
  const files = (moreFiles[request.variant] ?? []).map(
    (file) => `- \`${file}\`${say(message('scaffold-text/more-file'))}`,
  );
  return {
    input_rows: new Code(inputs.map(inputRow).join('\n')),
    output_rows: new Code(outputs.map((it) => row([`\`${it.name}\``, it.type])).join('\n')),
    sample_config: sampleConfig(inputs),
    more_files: new Code(files.join('\n')),
    tests_note: new Code(testsNote(request, COMPONENTS, say)),
  };
}
