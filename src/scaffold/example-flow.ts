import { sampleValue } from './component-code.ts';
import { Code, type Values } from './fill.ts';
import { withoutPlaceholders, yamlValue } from './literals.ts';
import type { ComponentPorts, Port } from './port.ts';
import type { ComponentRequest } from './request.ts';

/** The first text that must be given: the node before gives it. */
function textInput(inputs: readonly Port[]): Port | undefined {
  return inputs.find((port) => port.required && port.kind === 'string' && !port.options);
}

/** `config` of a node that uses a component: whatever else must be given. */
export function sampleConfig(inputs: readonly Port[]): Code {
  const text = textInput(inputs);
  const given = inputs.filter((port) => port.required && port !== text);
  if (given.length === 0) return new Code('');
  const entries = given.map((port) => [port.name, withoutPlaceholders(sampleValue(port))] as const);
  return new Code(`    config:${yamlValue(Object.fromEntries(entries), 4)}`);
}

/**
 * What the flow that shows a component is filled with. The first text that must be given comes from the run; whatever
 * else must be given stands in `config`.
 */
export function exampleFlow(request: ComponentRequest, { inputs }: ComponentPorts): Values {
  const text = textInput(inputs);
  const name = `${request.name}_example`;
  const run = `bisheng run flows/${name}.yaml`;
  return {
    flow_name: name,
    run_command: text ? `${run} --input "hello"` : run,
    input_node: new Code(text ? '  - id: input\n    type: InputNode\n' : ''),
    component_config: sampleConfig(inputs),
    edges: new Code(text ? '\nedges:\n  - {from: input, to: component}' : ''),
  };
}
