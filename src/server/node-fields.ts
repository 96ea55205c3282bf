import type { FieldDisplay } from '../flow/node-type.ts';
import type { FlowNode } from '../flow/flow.ts';
import { isObject, objectOf, own, type Value, type ValueObject } from '../flow/value.ts';
import { keyText } from '../flow/tree.ts';

/** A value that is nothing but a placeholder. */
const PLACEHOLDER = /^\s*["']?\$\{([^{}]+)\}["']?\s*$/;

/** A node as a page shows it, with what its component says of itself and its inputs. */
export function shownNode({ id, type, nodeType }: FlowNode): ValueObject {
  const { name, description, fields = [] } = nodeType?.display ?? {};
  return objectOf(
    given([
      ['id', id],
      ['type', type],
      ['title', name],
      ['description', description],
      ['fields', fields.length > 0 ? fields.map(shownField) : undefined],
    ]),
  );
}

/** The fields of components that parameters fill, by the parameters' names. */
export function fieldsOf(nodes: readonly FlowNode[]): ReadonlyMap<string, FieldDisplay> {
  const found = new Map<string, FieldDisplay>();
  for (const { nodeType, configTree } of nodes) {
    const fields = nodeType?.display?.fields ?? [];
    for (const { key, value } of fields.length > 0 ? (configTree?.entries ?? []) : []) {
      const { file, start, end } = value.location;
      const [, parameter] = PLACEHOLDER.exec(file.text.slice(start, end)) ?? [];
      const field = fields.find(({ name }) => name === keyText(key));
      if (parameter !== undefined && field && !found.has(parameter)) found.set(parameter, field);
    }
  }
  return found;
}

/** A JSON Schema of parameters with what the components say of the fields that they fill, where it does not say so itself. */
export function withFields(
  schema: ValueObject,
  fields: ReadonlyMap<string, FieldDisplay>,
): ValueObject {
  const properties = own(schema, 'properties');
  if (!isObject(properties) || fields.size === 0) return schema;
  const labelled = Object.entries(properties).map(([name, property]) => {
    const field = fields.get(name);
    if (!field || !isObject(property)) return [name, property] as const;
    const { label, help, placeholder } = field;
    const words = given([
      ['title', label],
      ['description', help],
      ['examples', placeholder === undefined ? undefined : [placeholder]],
    ]);
    return [name, objectOf([...words, ...Object.entries(property)])] as const;
  });
  return objectOf([...Object.entries(schema), ['properties', objectOf(labelled)]]);
}

function shownField({ name, label, help, placeholder }: FieldDisplay): ValueObject {
  return objectOf(
    given([
      ['name', name],
      ['title', label],
      ['description', help],
      ['placeholder', placeholder],
    ]),
  );
}

function given(entries: readonly (readonly [string, Value | undefined])[]): [string, Value][] {
  return entries.flatMap(([key, value]): [string, Value][] =>
    value === undefined ? [] : [[key, value]],
  );
}
