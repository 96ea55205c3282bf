import type { FieldSchema, FormSchema, Json, JsonObject } from '../server/shapes.ts';
import type { Say } from '../words/say.ts';

/** What stands in the fields of a form, as a person has left it. */
export type Draft = Readonly<Record<string, string | boolean>>;

export interface FormValues {
  readonly values: JsonObject;
  /** By field. */
  readonly problems: ReadonlyMap<string, string>;
}

/** What a new form has in its fields; `earlier`: values to begin with. */
export function draftOf({ properties }: FormSchema, earlier: JsonObject = {}): Draft {
  const entries = Object.entries(properties).map(([name, field]) => {
    const value = Object.hasOwn(earlier, name) ? earlier[name] : undefined;
    if (field.type === 'boolean' && !field.enum) return [name, (value ?? field.default) === true];
    return [name, value === undefined || field.writeOnly ? '' : written(value, field)];
  });
  return Object.fromEntries(entries) as Draft;
}

/** A value as it stands in a field. */
export function written(value: Json, field: FieldSchema): string {
  if (typeof value === 'string' && (!field.type || field.type === 'string')) return value;
  return JSON.stringify(value, null, typeof value === 'object' ? 2 : 0);
}

/** The values in a form, and what is wrong with them. A field that is left empty has none. */
export function readForm({ properties, required }: FormSchema, draft: Draft, say: Say): FormValues {
  const values: [string, Json][] = [];
  const problems = new Map<string, string>();
  for (const [name, field] of Object.entries(properties)) {
    const text = draft[name] ?? '';
    if (typeof text === 'boolean') {
      if (text !== (field.default === true) || required.includes(name)) values.push([name, text]);
      continue;
    }
    if (text === '') {
      if (required.includes(name)) problems.set(name, say('field/missing'));
      continue;
    }
    const { value, problem } = readField(text, field, say);
    if (problem !== undefined) problems.set(name, problem);
    else if (value !== undefined) values.push([name, value]);
  }
  return { values: Object.fromEntries(values), problems };
}

interface Read {
  readonly value?: Json;
  readonly problem?: string;
}

function readField(text: string, field: FieldSchema, say: Say): Read {
  const chosen = field.enum?.find((one) => written(one, field) === text);
  if (chosen !== undefined) return { value: chosen };
  switch (field.type) {
    case 'integer':
    case 'number':
      return readNumber(text.trim(), field, say);
    case 'array':
    case 'object':
      return readJson(text, field.type, say);
    case 'string':
      return readText(text, field, say);
    default:
      return { value: textOrJson(text) };
  }
}

function readNumber(text: string, field: FieldSchema, say: Say): Read {
  const value = Number(text);
  if (!/\d/.test(text) || !Number.isFinite(value)) return { problem: say('field/number') };
  if (field.type === 'integer' && !Number.isInteger(value))
    return { problem: say('field/integer') };
  const { minimum: min = -Infinity, maximum: max = Infinity } = field;
  if (value < min || value > max) return { problem: rangeWords(field, say) ?? '' };
  return { value };
}

function readText(text: string, field: FieldSchema, say: Say): Read {
  const length = Array.from(text).length;
  const { minLength: min = 0, maxLength: max = Infinity, pattern } = field;
  if (length < min) return { problem: say('field/short', { min }) };
  if (length > max) return { problem: say('field/long', { max }) };
  if (pattern !== undefined && isAgainst(text, pattern))
    return { problem: say('field/pattern', { pattern }) };
  return { value: text };
}

function readJson(text: string, type: 'array' | 'object', say: Say): Read {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return { problem: say('field/not-json') };
  }
  const isObject = typeof value === 'object' && value !== null;
  const isRight = isObject && Array.isArray(value) === (type === 'array');
  return isRight ? { value } : { problem: say(`field/${type}`) };
}

/** Where nobody says what a value is: JSON of a list or object, else a text. */
function textOrJson(text: string): Json {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** The server's patterns are not always JavaScript's: then the server says it. */
function isAgainst(text: string, pattern: string): boolean {
  try {
    return !new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}

/** Which numbers a field takes. */
export function rangeWords({ minimum, maximum }: FieldSchema, say: Say): string | undefined {
  if (minimum !== undefined && maximum !== undefined)
    return say('field/range', { min: minimum, max: maximum });
  if (minimum !== undefined) return say('field/at-least', { min: minimum });
  return maximum === undefined ? undefined : say('field/at-most', { max: maximum });
}
