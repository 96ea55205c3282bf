import type { Tool } from '@modelcontextprotocol/server';
import { SecretMask } from '../engine/secrets.ts';
import type { Flow, Parameter } from '../flow/flow.ts';
import { returnedValues } from '../flow/returned.ts';
import { isObject, objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { message, type Say } from '../messages/message.ts';
import { inputsSchema, parametersSchema } from '../service/flow-interface.ts';
import type { ServedFlow } from '../service/served-flow.ts';
import { knownSchema } from './known-schema.ts';

type Properties = NonNullable<Tool['inputSchema']['properties']>;

/** A flow as a tool. */
export interface FlowTool {
  /** The flow's id. */
  readonly flow: string;
  readonly tool: Tool;
  /** The arguments that are parameters of the flow: their names there. All others are run inputs. */
  readonly parameters: ReadonlyMap<string, string>;
}

export type DescribedFlow = Awaited<ReturnType<ServedFlow['describe']>>;

/** What clients are told of a flow; undefined where it has errors. */
export function flowTool(
  id: string,
  { tree, diagnostics, parameters: declared, secrets }: DescribedFlow,
  name: string,
  say: Say,
): FlowTool | undefined {
  if (!tree || diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  const shown = declared.filter((one) => !isOwnSecret(one));
  const schema = parametersSchema(shown);
  // A flow may have a secret anywhere, say in its description.
  const mask = new SecretMask([...secrets]);
  const inputs = inputsSchema(tree, mask);
  const taken = new Set(Object.keys(propertiesOf(inputs)));
  const argument = (parameter: string): string =>
    taken.has(parameter) ? `parameter_${parameter}` : parameter;
  const { flow } = tree;
  const title = mask.text(flow.name ?? id);
  const description = flow.description ?? say(message('mcp/tool', { name: title }));
  const outputs = outputSchema(flow);
  return {
    flow: id,
    tool: {
      name,
      title,
      description: mask.text(description),
      inputSchema: {
        type: 'object',
        properties: {
          ...propertiesOf(inputs),
          ...renamed(propertiesOf(schema), argument),
        },
        required: [...requiredOf(inputs), ...requiredOf(schema).map(argument)],
      },
      ...(outputs && { outputSchema: outputs }),
    },
    parameters: new Map(declared.map((one) => [argument(one.name), one.name])),
  };
}

/** A secret that the flow has a value for is no model's business. */
function isOwnSecret({ secret, required, env }: Parameter): boolean {
  return secret && (!required || env !== undefined);
}

/** What a flow names as its results, as far as it is known; undefined where it names none. */
function outputSchema(flow: Flow): Tool['outputSchema'] {
  const values = [...returnedValues(flow)];
  if (values.length === 0) return undefined;
  return {
    type: 'object',
    properties: objectOf(values.map(([name, known]) => [name, knownSchema(known)])),
    // An OutputNode may be passed by.
    ...(flow.outputs.length > 0 && { required: values.map(([name]) => name) }),
  };
}

function propertiesOf(schema: ValueObject): Properties {
  const properties = own(schema, 'properties');
  return (isObject(properties) ? properties : {}) as Properties;
}

function requiredOf(schema: ValueObject): string[] {
  const required = own(schema, 'required');
  return Array.isArray(required) ? required.map(String) : [];
}

function renamed(properties: Properties, name: (before: string) => string): Properties {
  return objectOf(
    Object.entries(properties).map(([key, value]) => [name(key), value as Value]),
  ) as Properties;
}

/** A call's arguments, as the flow takes them. */
export function startValues(
  { parameters }: FlowTool,
  given: ValueObject,
): { readonly inputs: ValueObject; readonly parameters: ValueObject } {
  const entries = Object.entries(given);
  return {
    inputs: objectOf(entries.filter(([name]) => !parameters.has(name))),
    parameters: objectOf(
      entries.flatMap(([name, value]) => {
        const parameter = parameters.get(name);
        return parameter === undefined ? [] : [[parameter, value] as const];
      }),
    ),
  };
}
