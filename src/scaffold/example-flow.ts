import type { ComponentPorts } from './component.ts';
import { sampleValue } from './component-code.ts';
import { Code, type Values } from './fill.ts';
import { withoutPlaceholders, yamlValue } from './literals.ts';
import type { ComponentRequest } from './request.ts';

/**
 * What the flow that shows a component is filled with. The first text that must be given comes from the run; whatever
 * else must be given stands in `config`.
 */
export function exampleFlow(request: ComponentRequest, { inputs }: ComponentPorts): Values {
  const required = inputs.filter((port) => port.required);
  const text = required.find((port) => port.kind === 'string' && !port.options);
  const config = Object.fromEntries(
    required.filter((port) => port !== text).map((port) => [port.name, withoutPlaceholders(sampleValue(port))]),
  );
  const hasConfig = Object.keys(config).length > 0;
  const name = `${request.name}_example`;
  const run = `bisheng run flows/${name}.yaml`;
  return {
    flow_name: name,
    run_command: text ? `${run} --input "hello"` : run,
    input_node: new Code(text ? '  - id: input\n    type: InputNode\n' : ''),
    component_config: new Code(hasConfig ? `    config:${yamlValue(config, 4)}` : ''),
    edges: new Code(text ? '\nedges:\n  - {from: input, to: component}' : ''),
  };
}
