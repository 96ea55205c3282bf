import type { Location, Report } from '../../diagnostics/diagnostic.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { excerpt } from '../../diagnostics/printable.ts';
import { message } from '../../messages/message.ts';
import type { Parameter } from '../flow.ts';
import { parseJson } from '../json.ts';
import { isOfType, valueProblem, type ValueProblem } from './parameter-value.ts';
import { resolveScalar } from '../read/resolve-scalar.ts';
import type { ParameterType } from '../tree.ts';
import { isObject, objectOf, toJson, type Value, type ValueObject } from '../value.ts';

/** A value that somebody gave. One that is not typed is a text still to be read as the parameter's type. */
export type GivenValue = (
  | { readonly value: Value; readonly typed: true }
  | { readonly value: string; readonly typed: false }
) & {
  /** Where it stands, if in a file. */
  readonly location?: Location;
  /** Where its name stands, if in a file. */
  readonly nameLocation?: Location;
};

export type Environment = Readonly<Record<string, string | undefined>>;

export interface BindOptions {
  /** What nobody gives is not an error, but unknown: for `validate`. */
  readonly allowMissing?: boolean;
}

/** The value of a parameter, or its type where the value is not known yet. */
export type BoundValue = { readonly value: Value } | { readonly unknown: ParameterType };

/** All that placeholders can stand for. */
export interface ParameterValues {
  readonly values: ReadonlyMap<string, BoundValue>;
  readonly env: Environment;
  /** Environment variables that a parameter declares not to be secret. */
  readonly openEnv: ReadonlySet<string>;
  readonly allowMissing: boolean;
  /**
   * Texts that no output may show: the values of secret parameters, and, once `instantiate` has put them in, those of
   * `${env.NAME}`.
   */
  readonly secrets: Set<string>;
  /** What placeholders stand for, as far as `instantiate` has come upon them: parameters, and `env.NAME`. */
  readonly used?: Set<string>;
}

/** The longest nesting of a value given as JSON. */
const maxDepth = 100;
const mostListed = 20;

/**
 * Gives each parameter its value: the given one, else that of its environment variable, else its default, else null if it
 * is not required. Whatever is missing, unknown or not allowed is reported, all of it, at the declaration; a
 * parameter without a usable value becomes unknown.
 */
export function bindParameters(
  parameters: readonly Parameter[],
  given: ReadonlyMap<string, GivenValue>,
  env: Environment,
  options: BindOptions,
  report: Report,
): ParameterValues & { readonly used: Set<string> } {
  const values = new Map<string, BoundValue>();
  const secrets = new Set<string>();
  const openEnv = new Set<string>();
  for (const parameter of parameters) {
    const value = valueFor(parameter, given.get(parameter.name), env, options, report);
    values.set(parameter.name, value === undefined ? { unknown: parameter.type } : { value });
    if (parameter.secret && value !== undefined) addTexts(value, secrets);
    if (parameter.env !== undefined && !parameter.secret) openEnv.add(parameter.env);
  }
  reportUnknown(parameters, given, report);
  return {
    values,
    env,
    openEnv,
    allowMissing: options.allowMissing ?? false,
    secrets,
    used: new Set(),
  };
}

/** The values that are known, by name. */
export function knownValues({ values }: ParameterValues): ValueObject {
  const known: [string, Value][] = [];
  for (const [name, bound] of values) if ('value' in bound) known.push([name, bound.value]);
  return objectOf(known);
}

function valueFor(
  parameter: Parameter,
  given: GivenValue | undefined,
  env: Environment,
  { allowMissing = false }: BindOptions,
  report: Report,
): Value | undefined {
  const fromEnv = parameter.env === undefined ? undefined : own(env, parameter.env);
  const source = given ?? (fromEnv === undefined ? undefined : { value: fromEnv, typed: false });
  if (source) return accept(parameter, source, report);
  // The default was checked where it is declared.
  if (parameter.default !== undefined) return parameter.default;
  if (!parameter.required) return null;
  if (!allowMissing) {
    const { name, type, env: variable } = parameter;
    const values = { name, type, env: variable ?? '' };
    report({
      severity: 'error',
      code: 'parameter-missing',
      message: message('parameter-missing', { name }),
      location: parameter.location,
      hint: message(
        variable === undefined ? 'parameter-missing/hint' : 'parameter-missing/hint-env',
        values,
      ),
    });
  }
  return undefined;
}

function accept(
  parameter: Parameter,
  { value: given, typed }: { readonly value: Value; readonly typed: boolean },
  report: Report,
): Value | undefined {
  if (given === null && !parameter.required) return null;
  const value = typed || typeof given !== 'string' ? given : fromText(given, parameter.type);
  const problem: ValueProblem | undefined =
    value === undefined || !isShallow(value) ? { kind: 'type' } : valueProblem(value, parameter);
  if (value !== undefined && !problem) return value;
  if (problem) reportProblem(parameter, given, problem, report);
  return undefined;
}

/** A text from the command line or the environment as a type; undefined where it is none of that type. */
function fromText(text: string, type: ParameterType): Value | undefined {
  if (type === 'string') return text;
  const trimmed = text.trim();
  if (type === 'list' || type === 'object') return parseJson(trimmed);
  const value = resolveScalar(trimmed);
  return typeof value === 'symbol' || !isOfType(value, type) ? undefined : value;
}

/** Whether a value is nested so little that walking it is no danger. */
function isShallow(value: Value): boolean {
  let level: Value[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return false;
    level = level.flatMap(childrenOf);
  }
  return true;
}

function childrenOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  return isObject(value) ? Object.values(value) : [];
}

function reportProblem(
  parameter: Parameter,
  given: Value,
  problem: ValueProblem,
  report: Report,
): void {
  const { name, type, secret, pattern = '', enum: allowed = [] } = parameter;
  const text = typeof given === 'string' ? given : toJson(given);
  const values = {
    name,
    type,
    value: secret ? '***' : excerpt(text),
    pattern: excerpt(pattern),
    values: someOf(allowed.map((v) => (typeof v === 'string' ? v : toJson(v)))),
    ...('limit' in problem && { limit: problem.limit }),
  };
  const { location } = parameter;
  if (problem.kind === 'type') {
    report({
      severity: 'error',
      code: 'parameter-type',
      message: message('parameter-type', values),
      location,
      hint: message(`parameter-type/${type}-hint`),
    });
    return;
  }
  const hints = { enum: 'parameter-value/enum-hint', slow: 'parameter-default/slow-hint' } as const;
  const hint = problem.kind === 'enum' || problem.kind === 'slow' ? hints[problem.kind] : undefined;
  report({
    severity: 'error',
    code: 'parameter-value',
    message: message(`parameter-value/${problem.kind}`, values),
    location,
    ...(hint && { hint: message(hint, values) }),
  });
}

function reportUnknown(
  parameters: readonly Parameter[],
  given: ReadonlyMap<string, GivenValue>,
  report: Report,
): void {
  const names = parameters.map(({ name }) => name);
  const known = new Set(names);
  // Where there are very many, somebody else's values were given.
  const unknown = [...given].filter(([name]) => !known.has(name)).slice(0, mostListed);
  for (const [name, { nameLocation }] of unknown) {
    const near = nearest(name, names);
    const list = names.length > 0 ? 'parameter-unknown/hint' : 'parameter-unknown/none';
    report({
      severity: 'error',
      code: 'parameter-unknown',
      message: message('parameter-unknown', { name: excerpt(name) }),
      location: nameLocation ?? null,
      hint: near
        ? message('did-you-mean', { name: near })
        : message(list, { names: someOf(names) }),
    });
  }
}

/** Some names or values for a sentence. */
function someOf(texts: readonly string[]): readonly string[] {
  const shown = texts.slice(0, mostListed).map((text) => excerpt(text));
  return texts.length > mostListed ? [...shown, '…'] : shown;
}

/** Every text and number in a value; there is nothing to hide in an empty text. */
function addTexts(value: Value, texts: Set<string>): void {
  if (value === '') return;
  if (typeof value === 'string') texts.add(value);
  else if (typeof value === 'number' || typeof value === 'bigint') texts.add(String(value));
  else childrenOf(value).forEach((item) => addTexts(item, texts));
}

function own(env: Environment, name: string): string | undefined {
  return Object.hasOwn(env, name) ? env[name] : undefined;
}
