import type { Location, Report } from '../../diagnostics/diagnostic.ts';
import { excerpt } from '../../diagnostics/printable.ts';
import {
  message,
  type Message,
  type MessageKey,
  type MessageValues,
} from '../../messages/message.ts';
import type { Fields } from '../parse/fields.ts';
import type { Parameter } from '../flow.ts';
import { isOfType, valueProblem } from './parameter-value.ts';
import { isPattern, maxPatternLength } from './pattern.ts';
import { valueOf, type ParameterType } from '../tree.ts';
import { toJson, type Value } from '../value.ts';

/** What a parameter asks of its values; a rule that makes no sense is reported and left out. */
export type ParameterRules = Pick<Parameter, 'enum' | 'min' | 'max' | 'pattern'>;

type Variant<Key> = Key extends `parameter-invalid/${infer Name}` ? Name : never;

/** Reports that a declaration is wrong. */
export function complain(
  kind: Variant<MessageKey>,
  location: Location,
  report: Report,
  values?: MessageValues,
  hint?: Message,
): void {
  report({
    severity: 'error',
    code: 'parameter-invalid',
    message: message(`parameter-invalid/${kind}`, values),
    location,
    ...(hint && { hint }),
  });
}

/** `enum`, `min`, `max` and `pattern` of a declaration. */
export function readParameterRules(
  fields: Fields,
  type: ParameterType,
  report: Report,
): ParameterRules {
  const allowed = readEnum(fields, type, report);
  const min = readLimit(fields, 'min', type, report);
  let max = readLimit(fields, 'max', type, report);
  const pattern = readPattern(fields, type, report);
  if (min !== undefined && max !== undefined && min > max) {
    complain('limit-order', fields.tree('min')?.location ?? fields.map.location, report);
    max = undefined;
  }
  const rules: { -readonly [key in keyof ParameterRules]: ParameterRules[key] } = {};
  if (allowed) rules.enum = allowed;
  if (min !== undefined) rules.min = min;
  if (max !== undefined) rules.max = max;
  if (pattern !== undefined) rules.pattern = pattern;
  return rules;
}

function readEnum(fields: Fields, type: ParameterType, report: Report): Value[] | undefined {
  const tree = fields.tree('enum');
  if (!tree || tree.kind === 'unknown') return undefined;
  if (tree.kind !== 'list' || tree.items.length === 0) {
    complain('enum', tree.location, report);
    return undefined;
  }
  const wrong = tree.items.filter((item) => !isOfType(valueOf(item), type));
  for (const item of wrong) {
    const value = excerpt(toJson(valueOf(item)), 40);
    complain('enum-value', item.location, report, { value, type });
  }
  return wrong.length > 0 ? undefined : tree.items.map(valueOf);
}

function readLimit(
  fields: Fields,
  field: 'min' | 'max',
  type: ParameterType,
  report: Report,
): number | undefined {
  const tree = fields.tree(field);
  if (!tree || tree.kind === 'unknown') return undefined;
  if (tree.kind !== 'scalar' || typeof tree.value !== 'number') {
    complain('limit', tree.location, report, { field });
    return undefined;
  }
  if (type === 'boolean' || type === 'object') {
    complain('limit-type', tree.location, report, { field, type });
    return undefined;
  }
  return tree.value;
}

function readPattern(fields: Fields, type: ParameterType, report: Report): string | undefined {
  const tree = fields.text('pattern');
  if (!tree) return undefined;
  const pattern = String(tree.value);
  if (type !== 'string') complain('pattern-type', tree.location, report);
  else if (pattern.length > maxPatternLength) {
    complain('pattern-long', tree.location, report, { limit: maxPatternLength });
  } else if (!isPattern(pattern)) complain('pattern', tree.location, report);
  else return pattern;
  return undefined;
}

/** Reports a default that its parameter would refuse, or that can never be used. Null is the default “none”. */
export function checkDefault(parameter: Parameter, location: Location, report: Report): void {
  const { name, default: value, pattern = '' } = parameter;
  if (value === undefined || value === null) return;
  if (parameter.required) {
    report({
      severity: 'warning',
      code: 'parameter-default-unused',
      message: message('parameter-default-unused', { name }),
      location,
      hint: message('parameter-default-unused/hint'),
    });
  }
  const problem = valueProblem(value, parameter);
  if (!problem) return;
  const limit = 'limit' in problem ? { limit: problem.limit } : {};
  report({
    severity: 'error',
    code: 'parameter-default',
    message: message(`parameter-default/${problem.kind}`, {
      name,
      type: parameter.type,
      pattern: excerpt(pattern),
      ...limit,
    }),
    location,
    ...(problem.kind === 'slow' && { hint: message('parameter-default/slow-hint') }),
  });
}
