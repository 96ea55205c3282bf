import type { Value } from '../flow/value.ts';
import type { FieldKind } from '../python/field-types.ts';
import { annotations } from './annotations.ts';
import { pythonLiteral } from './literals.ts';
import type { Port } from './port.ts';

/** `Input(…)` for each port, as a list. */
export function portList(call: 'Input' | 'Output', ports: readonly Port[]): string {
  if (ports.length === 0) return '[]';
  const calls = ports.map((port) => {
    const lines = portArguments(call, port).map(
      ([name, value]) =>
        `        ${name}=${value instanceof Raw ? value.text : pythonLiteral(value, '        ')},\n`,
    );
    return `    ${call}(\n${lines.join('')}    ),\n`;
  });
  return `[\n${calls.join('')}]`;
}

class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function portArguments(call: 'Input' | 'Output', port: Port): [string, Value | Raw][] {
  const all: [string, Value | Raw | undefined][] = [
    ['name', port.name],
    ['display_name', port.displayName],
    ['field_type', new Raw(port.type)],
    ['required', call === 'Input' ? port.required : undefined],
    ['value', wholeFloat(port) ?? port.value],
    ['options', port.options],
    ['min', port.min],
    ['max', port.max],
    ['placeholder', port.placeholder],
    ['info', port.info],
  ];
  return all.filter((it): it is [string, Value | Raw] => it[1] !== undefined);
}

/** 1 as 1.0 where a float is meant. */
function wholeFloat({ kind, value }: Port): Raw | undefined {
  const digits = typeof value === 'number' ? String(value) : '';
  return kind === 'float' && /^-?\d+$/.test(digits) ? new Raw(`${digits}.0`) : undefined;
}

/** `self, text: str, n: int = 10`: required ones first, as Python wants it. */
export function signature(inputs: readonly Port[]): string {
  const parameter = (port: Port): string => {
    const { name, kind, required, value, options } = port;
    const annotation = annotationOf({ kind, options });
    if (required) return `${name}: ${annotation}`;
    // A default that can be changed would be shared by all calls.
    const plain = value !== undefined && typeof value !== 'object' ? value : null;
    const type = plain === null && annotation !== 'object' ? `Optional[${annotation}]` : annotation;
    return `${name}: ${type} = ${wholeFloat(port)?.text ?? pythonLiteral(plain)}`;
  };
  const ordered = [...inputs.filter((it) => it.required), ...inputs.filter((it) => !it.required)];
  return ['self', ...ordered.map(parameter)].join(', ');
}

function annotationOf({ kind, options }: { kind: FieldKind; options: Port['options'] }): string {
  const areTexts = kind === 'any' && options?.every((option) => typeof option === 'string');
  return annotations[areTexts ? 'string' : kind];
}

/** Whether {@link signature} says `Optional`. */
export function usesOptional(inputs: readonly Port[]): boolean {
  return signature(inputs).includes('Optional[');
}

/** One text made of all inputs, as an expression. */
export function subject(inputs: readonly Port[]): string {
  const [only] = inputs;
  if (!only) return '"hello"';
  if (
    inputs.length === 1 &&
    only.kind === 'string' &&
    (only.required || only.value !== undefined)
  ) {
    return only.name;
  }
  return `f"${inputs.map(({ name }) => `${name}={${name}}`).join(', ')}"`;
}

/** What stands behind `->`. */
export function returnType(outputs: readonly Port[]): string {
  const [only] = outputs;
  return outputs.length === 1 && only && isBare(only.kind) ? annotations[only.kind] : 'dict';
}

/** `return …`: every output made of the text in `result`. */
export function give(outputs: readonly Port[]): string {
  const [only] = outputs;
  if (outputs.length === 1 && only && isBare(only.kind)) return `return ${outputValue(only)}`;
  const lines = outputs.map((port) => `    ${pythonLiteral(port.name)}: ${outputValue(port)},\n`);
  return `return {\n${lines.join('')}}`;
}

/** An object would be taken for the outputs by name, so it is given as one of them. */
function isBare(kind: FieldKind): boolean {
  return kind !== 'object' && kind !== 'any';
}

function outputValue({ kind, options }: Port): string {
  if (options) {
    const first = pythonLiteral(options[0] ?? null);
    return kind === 'list' ? `[${first}]` : first;
  }
  return outputValues[kind];
}

const outputValues: Readonly<Record<FieldKind, string>> = {
  string: 'result',
  integer: 'len(result)',
  float: 'float(len(result))',
  number: 'float(len(result))',
  boolean: 'bool(result)',
  list: 'result.split()',
  object: '{"text": result}',
  any: '{"text": result}',
};

/** A value that an input takes, for tests and examples. */
export function sampleValue({ kind, options, value, min, max, type }: Port): Value {
  if (options) return kind === 'list' ? options.slice(0, 1) : (options[0] ?? null);
  if (value !== undefined) return value;
  switch (kind) {
    case 'string':
      return sampleTexts[type] ?? 'hello';
    case 'integer':
      return Math.ceil(min ?? Math.min(3, max ?? 3));
    case 'float':
    case 'number':
      return min ?? Math.min(0.5, max ?? 0.5);
    case 'boolean':
      return true;
    case 'list':
      return ['hello'];
    case 'object':
      return { text: 'hello' };
    case 'any':
      return 'hello';
  }
}

const sampleTexts: Readonly<Record<string, string>> = {
  File: 'README.md',
  Url: 'https://example.com/',
  Date: '2026-01-31',
  DateTime: '2026-01-31T12:00:00',
};
