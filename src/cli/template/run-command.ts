import type { FlowNeeds } from '../../project/flow-needs.ts';

const inputs: Readonly<Record<FlowNeeds['inputs'][number], string>> = {
  text: '--input "…"',
  file: '--input file=…',
  data: '--input-file ….json',
  items: '--input-file ….jsonl',
};

/** The command that runs a flow, with what must be given to it left open. */
export function runCommand(name: string, { parameters, inputs: kinds }: FlowNeeds): string {
  const quoted = /^[\p{L}\p{N}_./\\:@-]+$/u.test(name) ? name : `"${name}"`;
  const given = parameters.map((parameter) => `--param ${parameter.name}=…`);
  return ['bisheng run', quoted, ...given, ...kinds.map((kind) => inputs[kind])].join(' ');
}
