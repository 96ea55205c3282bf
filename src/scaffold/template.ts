import { nearest } from '../diagnostics/nearest.ts';
import { isParameterName } from '../flow/parameters/placeholders.ts';
import { parameterTypes, type ParameterType } from '../flow/tree.ts';
import { isObject, type Value } from '../flow/value.ts';
import { message, type Say } from '../messages/message.ts';
import { Code } from './fill.ts';
import { yamlValue } from './literals.ts';
import { below, Planner, type PlannedFile, type ScaffoldTexts } from './planned-file.ts';
import type { TemplateRequest } from './request.ts';
import { ScaffoldProblem } from './scaffold-problem.ts';

/** A parameter of a template to be written. */
export interface TemplateParameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly value: Value | undefined;
}

/** The file of a template whose parameters are all used, and one with a test. Throws {@link ScaffoldProblem}. */
export function planTemplate(
  request: TemplateRequest,
  texts: ScaffoldTexts,
  say: Say,
): PlannedFile[] {
  const base = below(request.folder, request.name);
  const path = `${base}.yaml`;
  const tests = `${base}.test.yaml`;
  const parameters = request.parameters.map(readParameter);
  const names = parameters.map(({ name }) => name);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) {
    throw new ScaffoldProblem(message('scaffold-port/twice', { flag: '--param', name: twice }));
  }
  const declared = parameters.map(({ name, type, value }): Value => ({
    name,
    type,
    ...(value === undefined ? { required: true } : { default: value }),
  }));
  const missing = parameters.filter(({ value }) => value === undefined);
  const flags = missing.map(({ name, type }) => ` --param ${name}${pairOf(samples[type])}`);
  const values = missing.map(({ name, type }) => [name, samples[type]] as const);
  // Keys in an expression are texts in it; a parameter's name needs no escape there.
  const pairs = names.map((name) => `"${name}": \${${name}}`);
  const expression = `{"result": {"text": text${pairs.map((pair) => `, ${pair}`).join('')}}}`;
  return new Planner(texts, say, {
    display_name: request.displayName,
    description: request.description || request.displayName,
    run_command: `bisheng run ${path} --input "hello"${flags.join('')}`,
    parameters: new Code(yamlValue(declared)),
    expression: new Code(expression),
    test_path: tests,
    sample_values: Object.fromEntries(values),
  })
    .add(path, 'template/template.yaml')
    .add(tests, 'template/template.test.yaml').files;
}

/** A value as it stands behind a parameter's name on the command line. */
function pairOf(value: Value): string {
  return typeof value === 'object' ? `:='${JSON.stringify(value)}'` : `=${String(value)}`;
}

const samples: Readonly<Record<ParameterType, Value>> = {
  string: 'hello',
  integer: 3,
  number: 0.5,
  boolean: true,
  list: ['a'],
  object: { a: 1 },
};

/** `name`, `name:type`, `name:type=default`; a default of another type than text is JSON. Throws {@link ScaffoldProblem}. */
export function readParameter(text: string): TemplateParameter {
  const [, name = '', typeText = 'string', given] =
    /^\s*([^:=]*?)\s*(?::\s*([^=]*?)\s*)?(?:=(.*))?$/s.exec(text) ?? [];
  if (!isParameterName(name)) {
    throw new ScaffoldProblem(
      message('scaffold-parameter/name', { text }),
      message('scaffold-parameter/hint'),
    );
  }
  const type = parameterTypes.find((it) => it === typeText);
  if (type === undefined) {
    const near = nearest(typeText, parameterTypes);
    throw new ScaffoldProblem(
      message('scaffold-port/type', { flag: '--param', type: typeText }),
      near === undefined
        ? message('scaffold-port/type-hint', { known: parameterTypes })
        : message('did-you-mean', { name: near }),
    );
  }
  const value = given === undefined || type === 'string' ? given : parsed(given);
  if (value !== undefined && !isOf(type, value)) {
    throw new ScaffoldProblem(
      message('scaffold-port/value', { flag: '--param', text, value: given ?? '', type }),
      message('scaffold-parameter/hint'),
    );
  }
  return { name, type, value };
}

function parsed(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}

function isOf(type: ParameterType, value: Value): boolean {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(value);
    case 'list':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return typeof value === type;
  }
}
