import { nearest } from '../diagnostics/nearest.ts';
import { isObject, own, type Value, type ValueObject } from '../flow/value.ts';
import { message, type MessageKey } from '../messages/message.ts';
import { fieldTypes, type FieldKind } from '../python/field-types.ts';
import { isPythonKeyword } from './python-words.ts';
import { ScaffoldProblem } from './scaffold-problem.ts';

/** An input or output of a component to be written. */
export interface Port {
  readonly name: string;
  readonly displayName: string;
  /** One of {@link fieldTypes}. */
  readonly type: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly value?: Value;
  readonly options?: readonly Value[];
  readonly placeholder?: string;
  readonly info?: string;
  readonly min?: number;
  readonly max?: number;
}

/** What a component takes and gives. */
export interface ComponentPorts {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

const keys = 'name type display_name required value options placeholder info min max'.split(' ');
/** Names that the written code uses itself. */
const usedNames = new Set('self str float bool dict len set sorted object super'.split(' '));

/**
 * Reads what stands behind `--input` and `--output`: `name`, `name:Type`, `name:Type=default` (then it is optional),
 * or a JSON object with the keys of a field. Throws {@link ScaffoldProblem}.
 */
export function readPort(text: string, flag: '--input' | '--output'): Port {
  const fields = text.trimStart().startsWith('{') ? readJson(text, flag) : readShort(text, flag);
  const bad = (key: MessageKey, values: Record<string, string> = {}): ScaffoldProblem =>
    new ScaffoldProblem(message(key, { flag, text, ...values }), message(`scaffold-port/hint`));
  const unknown = Object.keys(fields).find((key) => !keys.includes(key));
  if (unknown !== undefined)
    throw bad('scaffold-port/key', { key: unknown, known: keys.join(', ') });
  const name = own(fields, 'name');
  if (typeof name !== 'string' || !/^[A-Za-z]\w*$/.test(name)) {
    throw bad('scaffold-port/name', { name: typeof name === 'string' ? name : '' });
  }
  if (isPythonKeyword(name) || usedNames.has(name))
    throw bad('scaffold-port/taken', { name, text: name });
  const given = own(fields, 'type') ?? 'Text';
  const type = typeof given === 'string' ? typeNamed(given) : undefined;
  if (type === undefined) {
    const typeText = typeof given === 'string' ? given : JSON.stringify(given);
    const near = nearest(typeText, Object.keys(fieldTypes));
    throw new ScaffoldProblem(
      message('scaffold-port/type', { flag, type: typeText }),
      near === undefined
        ? message('scaffold-port/type-hint', { known: Object.keys(fieldTypes) })
        : message('did-you-mean', { name: near }),
    );
  }
  return finished(name, type, fields, bad);
}

/** What Python's own types are here. */
const pythonTypes: ReadonlyMap<string, string> = new Map([
  ['str', 'Text'],
  ['int', 'Integer'],
  ['bool', 'Boolean'],
]);

/** The same type however its case is; Python's own types have other names. */
function typeNamed(given: string): string | undefined {
  const wanted = (pythonTypes.get(given) ?? given).toLowerCase();
  return Object.keys(fieldTypes).find((type) => type.toLowerCase() === wanted);
}

function finished(
  name: string,
  type: string,
  fields: ValueObject,
  bad: (key: MessageKey, values?: Record<string, string>) => ScaffoldProblem,
): Port {
  const kind = fieldTypes[type] ?? 'any';
  const text = (key: string): string | undefined => {
    const value = own(fields, key);
    if (value === undefined || typeof value === 'string') return value;
    throw bad('scaffold-port/text', { key });
  };
  const number = (key: string): number | undefined => {
    const value = own(fields, key);
    if (value === undefined || typeof value === 'number') return value;
    throw bad('scaffold-port/number', { key });
  };
  const options = own(fields, 'options');
  if (options !== undefined && !(Array.isArray(options) && options.length > 0)) {
    throw bad('scaffold-port/options');
  }
  const needsOptions = type === 'Dropdown' || type === 'MultiSelect';
  if (needsOptions && options === undefined) throw bad('scaffold-port/options-missing', { type });
  const raw = own(fields, 'value');
  const value = raw === undefined ? undefined : asKind(raw, kind);
  if (raw !== undefined && value === undefined) {
    throw bad('scaffold-port/value', { value: shown(raw), type });
  }
  const required = own(fields, 'required') ?? value === undefined;
  if (typeof required !== 'boolean') throw bad('scaffold-port/boolean', { key: 'required' });
  const port = {
    ...{ options: options as readonly Value[] | undefined, placeholder: text('placeholder') },
    ...{ info: text('info'), min: number('min'), max: number('max'), value },
  };
  checkValue(port, shown, bad);
  const given = Object.fromEntries(Object.entries(port).filter(([, it]) => it !== undefined));
  return { name, displayName: text('display_name') ?? name, type, kind, required, ...given };
}

function checkValue(
  { value, options, min, max }: { [K in 'value' | 'options' | 'min' | 'max']: Port[K] },
  show: (value: Value) => string,
  bad: (key: MessageKey, values?: Record<string, string>) => ScaffoldProblem,
): void {
  if (min !== undefined && max !== undefined && min > max) throw bad('scaffold-port/range');
  if (value === undefined) return;
  const outside = typeof value === 'number' && ((min ?? value) > value || (max ?? value) < value);
  const chosen = Array.isArray(value) ? (value as readonly Value[]) : [value];
  const isOption = (it: Value): boolean =>
    options === undefined || options.some((option) => show(option) === show(it));
  if (outside || !chosen.every(isOption))
    throw bad('scaffold-port/outside', { value: show(value) });
}

function shown(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function readJson(text: string, flag: string): ValueObject {
  try {
    const value = JSON.parse(text) as Value;
    if (isObject(value)) return value;
  } catch {
    // Said below.
  }
  throw new ScaffoldProblem(
    message('scaffold-port/json', { flag, text }),
    message('scaffold-port/hint'),
  );
}

/** `name:Type=default`; the default is what its type makes of the text. */
function readShort(text: string, flag: string): ValueObject {
  const [, name = '', type, value] =
    /^\s*([^:=]*?)\s*(?::\s*([^=]*?)\s*)?(?:=(.*))?$/s.exec(text) ?? [];
  if (flag === '--output' && value !== undefined) {
    throw new ScaffoldProblem(
      message('scaffold-port/output-value', { text }),
      message('scaffold-port/hint'),
    );
  }
  const known = type === undefined ? 'Text' : (typeNamed(type) ?? type);
  const kind = fieldTypes[known] ?? 'string';
  return {
    name,
    type: known,
    ...(value !== undefined && { value: kind === 'string' ? value : parsed(value) }),
  };
}

function parsed(text: string): Value {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}

/** The value if it is of the kind. */
function asKind(value: Value, kind: FieldKind): Value | undefined {
  switch (kind) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'integer':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'float':
    case 'number':
      return typeof value === 'number' ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'list':
      return Array.isArray(value) ? (value as readonly Value[]) : undefined;
    case 'object':
      return isObject(value) ? value : undefined;
    case 'any':
      return value;
  }
}
