import type { Location, Report } from '../../diagnostics/diagnostic.ts';
import { nearest, sameButForm } from '../../diagnostics/nearest.ts';
import { excerpt } from '../../diagnostics/printable.ts';
import { message } from '../../messages/message.ts';
import { Fields } from '../parse/fields.ts';
import type { Parameter } from '../flow.ts';
import { checkDefault, complain, readParameterRules } from './parameter-rules.ts';
import { typeOfValue } from './parameter-value.ts';
import { respelled } from '../read/scalar-fixes.ts';
import { isParameterName } from './placeholders.ts';
import {
  entry,
  parameterTypes,
  valueOf,
  type MapTree,
  type ParameterType,
  type ScalarTree,
  type Tree,
} from '../tree.ts';

/** The keys of a parameter's declaration. */
export const parameterKeys = [
  'name',
  'type',
  'required',
  'default',
  'description',
  'enum',
  'min',
  'max',
  'pattern',
  'secret',
  'env',
] as const;

const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The parameters that a flow's tree declares, in their order. What is wrong with one is reported; it is left out only
 * where it has no usable name. A parameter without `required` must be given unless it has a default; one with `env`
 * is secret unless it says otherwise.
 */
export function readParameters(tree: MapTree, report: Report): Parameter[] {
  const value = entry(tree, 'parameters')?.value;
  if (value?.kind === 'map') {
    const name = value.entries[0] ? String(value.entries[0].key.value) : 'x';
    complain('map', value.location, report, {}, message('parameter-invalid/map-hint', { name }));
    return [];
  }
  const parameters = new Map<string, Parameter>();
  for (const item of new Fields(tree, report).list('parameters')?.items ?? []) {
    const parameter = readParameter(item, report);
    if (!parameter) continue;
    const first = parameters.get(parameter.name);
    if (first) {
      report({
        severity: 'error',
        code: 'parameter-duplicate',
        message: message('parameter-duplicate', { name: parameter.name }),
        location: parameter.location,
        related: [{ message: message('parameter-duplicate/first'), location: first.location }],
      });
    } else parameters.set(parameter.name, parameter);
  }
  return [...parameters.values()];
}

function readParameter(item: Tree, report: Report): Parameter | undefined {
  if (item.kind === 'unknown') return undefined;
  if (item.kind !== 'map') {
    complain('entry', item.location, report, {}, message('parameter-invalid/entry-hint'));
    return undefined;
  }
  const fields = new Fields(item, report);
  fields.warnUnknown(parameterKeys, 'key-unknown/parameter');
  const nameTree = fields.text('name');
  const name = nameTree && readName(nameTree, report);
  if (!nameTree && !fields.tree('name')) {
    complain('name-missing', item.entries[0]?.key.location ?? item.location, report);
  }
  if (!nameTree || name === undefined) return undefined;
  const { location } = nameTree;
  const given = entry(item, 'default')?.value;
  const initial = given && given.kind !== 'unknown' ? valueOf(given) : undefined;
  const type = readType(fields, name, location, report);
  const env = readEnv(fields.text('env'), report);
  const description = fields.text('description');
  const parameter: { -readonly [key in keyof Parameter]: Parameter[key] } = {
    name,
    type: type ?? (initial === undefined ? undefined : typeOfValue(initial)) ?? 'string',
    required: readFlag(fields, 'required', report) ?? initial === undefined,
    secret: false,
    location,
  };
  if (initial !== undefined) parameter.default = initial;
  if (description) parameter.description = String(description.value);
  if (type) Object.assign(parameter, readParameterRules(fields, type, report));
  parameter.secret = readFlag(fields, 'secret', report) ?? env !== undefined;
  if (env !== undefined) parameter.env = env;
  if (given && type) checkDefault(parameter, given.location, report);
  return parameter;
}

function readName(tree: ScalarTree, report: Report): string | undefined {
  const name = String(tree.value);
  if (name === 'env') {
    const hint = message('parameter-invalid/name-reserved-hint');
    complain('name-reserved', tree.location, report, {}, hint);
    return undefined;
  }
  if (isParameterName(name)) return name;
  const suggestion = name.replace(/[^\p{ID_Continue}]+/gu, '_').replace(/^(?=\p{N}|$)/u, 'p_');
  const hint = message('parameter-invalid/name-hint', { suggestion: excerpt(suggestion) });
  complain('name', tree.location, report, { name: excerpt(name) }, hint);
  return undefined;
}

function readType(
  fields: Fields,
  name: string,
  location: Location,
  report: Report,
): ParameterType | undefined {
  const tree = fields.text('type');
  const types = message('parameter-invalid/types', { types: parameterTypes });
  if (!tree) {
    if (!fields.tree('type')) complain('type-missing', location, report, { name }, types);
    return undefined;
  }
  const written = String(tree.value);
  const type = parameterTypes.find((known) => known === written);
  if (type) return type;
  const alias = aliases.get(written.toLowerCase()) ?? sameButForm(written, parameterTypes);
  const near = alias ?? nearest(written, parameterTypes);
  const hint = near ? message('did-you-mean', { name: near }) : types;
  const withFix: Report = (finding) => report({ ...finding, ...respelled(tree, alias) });
  complain('type', tree.location, withFix, { type: excerpt(written) }, hint);
  return undefined;
}

/** What people call the types elsewhere. */
const aliases: ReadonlyMap<string, ParameterType> = new Map([
  ['str', 'string'],
  ['text', 'string'],
  ['int', 'integer'],
  ['float', 'number'],
  ['double', 'number'],
  ['bool', 'boolean'],
  ['array', 'list'],
  ['dict', 'object'],
  ['map', 'object'],
]);

function readFlag(
  fields: Fields,
  field: 'required' | 'secret',
  report: Report,
): boolean | undefined {
  const tree = fields.tree(field);
  if (!tree || tree.kind === 'unknown') return undefined;
  if (tree.kind === 'scalar' && typeof tree.value === 'boolean') return tree.value;
  complain('boolean', tree.location, report, { field });
  return undefined;
}

function readEnv(tree: ScalarTree | undefined, report: Report): string | undefined {
  if (!tree) return undefined;
  const name = String(tree.value);
  if (ENV_NAME.test(name)) return name;
  complain('env', tree.location, report, { name: excerpt(name) });
  return undefined;
}
