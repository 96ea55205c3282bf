import { z } from 'zod';
import { objectOf, type Value, type ValueObject } from '../../flow/value.ts';
import {
  operations,
  parameters,
  routeOperations,
  type Content,
  type Operation,
} from './operations.ts';
import { schemas, type SchemaName } from './schemas.ts';

/** By the project's own routes: they change with it. */
const made = new WeakMap<ReadonlyMap<string, string>, ValueObject>();
const noRoutes: ReadonlyMap<string, string> = new Map();

/**
 * The OpenAPI 3.1 document of all routes, made of the schemas that tests hold the answers against. `routes`: the project's own
 * paths with their flows.
 */
export function openApi(routes = noRoutes): ValueObject {
  const known = made.get(routes) ?? documentOf(routes);
  made.set(routes, known);
  return known;
}

function documentOf(routes: ReadonlyMap<string, string>): ValueObject {
  return {
    openapi: '3.1.0',
    info: { title: 'bisheng serve', version: '1' },
    security: [{ bearer: [] }],
    paths: paths({ ...operations, ...routeOperations(routes) }),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: objectOf(
        Object.entries(schemas).map(([name, schema]) => {
          const shape = Object.entries(z.toJSONSchema(schema, { io: 'input' }));
          // The document as a whole says which JSON Schema it is.
          const inner = shape.filter(([key]) => key !== '$schema') as [string, Value][];
          return [name, objectOf(inner)] as const;
        }),
      ),
    },
  };
}

function paths(operations: Readonly<Record<string, Operation>>): ValueObject {
  const byPath = new Map<string, [string, Value][]>();
  for (const [key, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = key.split(' ');
    const methods = byPath.get(path) ?? [];
    methods.push([method.toLowerCase(), shown(path, operation)]);
    byPath.set(path, methods);
  }
  return objectOf([...byPath].map(([path, methods]) => [path, objectOf(methods)] as const));
}

function shown(path: string, operation: Operation): ValueObject {
  const { id, summary, tag, body, token } = operation;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const others = (operation.parameters ?? []).map((name) => ({ name, ...parameters[name] }));
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...(token === false && { security: [] }),
    ...(inPath.length + others.length > 0 && { parameters: [...inPath, ...others] }),
    ...(body && {
      requestBody: {
        required: body.required,
        content: { 'application/json': { schema: reference(body.schema) } },
      },
    }),
    responses: responses(path, operation),
  };
}

const words: Readonly<Record<string, string>> = {
  200: 'Done',
  202: 'Accepted',
  204: 'Nothing more',
  304: 'As it was',
  400: 'No request that can be read',
  401: 'No valid token',
  403: 'Not allowed',
  404: 'Not there',
  405: 'No such method',
  406: 'An answer that the client does not take',
  409: 'Not in this state',
  413: 'Too large',
  415: 'No JSON',
  421: 'Another host',
  422: 'Something is wrong with what was given',
  429: 'Too much at a time',
  500: 'It failed',
  503: 'Not now',
};

/** With those that every route of its kind can have. */
function responses(path: string, operation: Operation): ValueObject {
  const { answers, token, tag } = operation;
  const ours: SchemaName = tag === 'openai' ? 'OpenAiError' : 'Problem';
  const error: SchemaName = tag === 'guide' ? 'GuideError' : ours;
  const common: [number, Content][] = [
    [403, ours],
    [421, ours],
    [500, error],
  ];
  if (token !== false) common.push([401, error], [429, error], [503, error]);
  if (path.includes('{id}')) common.push([404, error]);
  const all = new Map<number, Content>([
    ...common,
    ...refusals(path, operation, error),
    ...Object.entries(answers).map(([status, content]): [number, Content] => [
      Number(status),
      content,
    ]),
  ]);
  const sorted = [...all].sort(([a], [b]) => a - b);
  return objectOf(sorted.map(([status, content]) => [String(status), response(status, content)]));
}

/** What is answered where something is wrong with what was sent. */
function refusals(
  path: string,
  { body, tag }: Operation,
  error: SchemaName,
): (readonly [number, Content])[] {
  if (tag === 'mcp') {
    return [400, 404, 405, 406, 409, 413, 415].map((status) => [status, 'JsonRpc'] as const);
  }
  if (tag === 'openai')
    return body ? [400, 404, 413].map((status) => [status, error] as const) : [];
  const isGuide = tag === 'guide';
  const found: [number, Content][] = [];
  if (body || path.endsWith('/runs') || path.endsWith('/graph')) {
    found.push([422, isGuide ? 'GuideValidationError' : error]);
  }
  if (body || path.endsWith('/events')) found.push([400, error]);
  if (body) found.push([413, error]);
  if (isGuide && path.endsWith('/process')) found.push([404, error]);
  if (isGuide ? body : path.includes('{id}')) found.push([409, error]);
  return found;
}

function response(status: number, content: Content): ValueObject {
  const description = words[String(status)] ?? '';
  if (content === null) return { description };
  if (typeof content === 'object' && 'text' in content) {
    return { description, content: { [content.text]: {} } };
  }
  if (typeof content === 'object' && 'either' in content) {
    const [name, type] = content.either;
    const json = { 'application/json': { schema: reference(name) } };
    return { description, content: { ...json, [type]: {} } };
  }
  const type = content === 'Problem' ? 'application/problem+json' : 'application/json';
  return { description, content: { [type]: { schema: schemaOf(content) } } };
}

function schemaOf(content: Shaped): ValueObject {
  if (typeof content === 'string') return reference(content);
  if ('list' in content) return { type: 'array', items: reference(content.list) };
  const fields = Object.entries(content.fields);
  return {
    type: 'object',
    properties: objectOf(fields.map(([name, field]) => [name, fieldSchema(field)] as const)),
    required: fields.map(([name]) => name),
    additionalProperties: false,
  };
}

/** What has a schema of its own. */
type Shaped = Exclude<Content, null | { readonly text: string } | { readonly either: unknown }>;

function fieldSchema(field: Content | 'cursor'): ValueObject {
  if (field === 'cursor') return { type: ['string', 'null'] };
  if (field === null || (typeof field === 'object' && ('text' in field || 'either' in field))) {
    return {};
  }
  return schemaOf(field);
}

function reference(name: SchemaName): ValueObject {
  return { $ref: `#/components/schemas/${name}` };
}
