import type { SecretMask } from '../engine/secrets.ts';
import type { Parameter } from '../flow/flow.ts';
import type { FlowTree } from '../project/flow-tree.ts';
import { objectOf, own, type Value, type ValueObject } from '../flow/value.ts';

const typeNames: Readonly<Record<Parameter['type'], string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  list: 'array',
  object: 'object',
};

/** JSON Schema of the values of a flow's parameters. Defaults of secret ones don't stand in it. */
export function parametersSchema(parameters: readonly Parameter[]): ValueObject {
  const properties = parameters.map((one) => [one.name, parameterSchema(one)] as const);
  const required = parameters
    .filter((one) => one.required && one.default === undefined && one.env === undefined)
    .map(({ name }) => name);
  return objectOf([
    ['type', 'object'],
    ['properties', objectOf(properties)],
    ['required', required],
    ['additionalProperties', false],
  ]);
}

/** JSON Schema of a flow's run inputs, as far as its nodes tell which they are; others go in, too. */
export function inputsSchema(tree: FlowTree | undefined, mask?: SecretMask): ValueObject {
  const properties: [string, Value][] = [];
  const required = new Set<string>();
  for (const { config, nodeType } of tree?.flow.nodes ?? []) {
    if (nodeType?.role === 'input') {
      const name = inputName(config);
      properties.push([name, inputSchema(name, config, mask)]);
      if (own(config, 'required') !== false) required.add(name);
    }
    const isOpen = ['items', 'source'].every((key) => own(config, key) === undefined);
    if (nodeType?.role === 'batch' && isOpen) properties.push(['items', { type: 'array' }]);
  }
  return objectOf([
    ['type', 'object'],
    ['properties', objectOf(properties)],
    ['required', [...required]],
    ['additionalProperties', true],
  ]);
}

function inputName(config: ValueObject): string {
  const type = own(config, 'input_type');
  return type === 'file' || type === 'data' ? type : 'input';
}

function inputSchema(name: string, config: ValueObject, mask: SecretMask | undefined): ValueObject {
  const description = own(config, 'placeholder');
  return objectOf([
    ...(name === 'input' ? [['type', 'string'] as const] : []),
    ...(typeof description === 'string'
      ? [['description', mask?.text(description) ?? description] as const]
      : []),
  ]);
}

function parameterSchema(parameter: Parameter): ValueObject {
  const { type, description, secret, min, max, pattern } = parameter;
  const isText = type === 'string';
  const entries: (readonly [string, Value | undefined])[] = [
    ['type', typeNames[type]],
    ['description', description],
    ['default', secret ? undefined : parameter.default],
    ['enum', parameter.enum],
    [isText ? 'minLength' : 'minimum', min],
    [isText ? 'maxLength' : 'maximum', max],
    ['pattern', pattern],
    ['writeOnly', secret ? true : undefined],
  ];
  return objectOf(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}
