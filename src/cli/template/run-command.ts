import type { FlowNeeds } from '../../project/flow-needs.ts';
import type { TemplateSample } from '../../project/template-sample.ts';

const inputs: Readonly<Record<FlowNeeds['inputs'][number], string>> = {
  text: '--input "…"',
  file: '--input file=…',
  data: '--input-file ….json',
  items: '--input-file ….jsonl',
};

/** The command that runs a flow, with what must be given to it left open. */
export function runCommand(name: string, { parameters, inputs: kinds }: FlowNeeds): string {
  const given = parameters.map((parameter) => `--param ${parameter.name}=…`);
  return ['bisheng run', quoted(name), ...given, ...kinds.map((kind) => inputs[kind])].join(' ');
}

/** The command that makes a flow of a template, with what must be given to it left open. */
export function instantiateCommand(
  name: string,
  { parameters }: FlowNeeds,
  output: string,
): string {
  const given = parameters.map((parameter) => `--param ${parameter.name}=…`);
  return ['bisheng template instantiate', quoted(name), ...given, `-o ${quoted(output)}`].join(' ');
}

/** The command that tries a template with its sample. */
export function sampleCommand(name: string, { input, parameters }: TemplateSample): string {
  const given = parameters.map((pair) => `--param ${quoted(pair)}`);
  const file = input === undefined ? [] : [`--input-file ${quoted(input)}`];
  return ['bisheng run', quoted(name), ...given, ...file].join(' ');
}

/** A word of a command line. */
function quoted(text: string): string {
  return /^[\p{L}\p{N}_./\\:=@-]+$/u.test(text) ? text : `"${text.replace(/["\\$`]/g, '\\$&')}"`;
}
