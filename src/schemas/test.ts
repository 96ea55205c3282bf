import { runStatuses } from '../flow-tests/flow-test.ts';
import { expectationKeys, type callKeys } from '../flow-tests/read-expectation.ts';
import { matcherKeys } from '../flow-tests/read-matcher.ts';
import { fileKeys, testKeys } from '../flow-tests/read-tests.ts';
import { described, type KeyDocs } from './described.ts';
import { DRAFT, type Schema } from './schema.ts';

/** The keys of a file of tests, a test and its expectations, behind the name of what they belong to. */
export const keysOfTests = [
  ...fileKeys.map((key) => `tests.${key}` as const),
  ...testKeys.map((key) => `test.${key}` as const),
  ...expectationKeys.map((key) => `expect.${key}` as const),
  ...matcherKeys.map((key) => `matcher.${key}` as const),
];

/** A text; YAML may take it for a number, and a key may stand there without a value. */
const label = { type: ['string', 'number', 'boolean', 'null'] } as const;
const anyObject = { type: ['object', 'null'] } as const;
const anything = { type: ['object', 'array', 'string', 'number', 'boolean', 'null'] } as const;
const labels = { anyOf: [label, { type: 'array', items: label }] } as const;
const byName = (schema: Schema): Schema => ({ ...anyObject, additionalProperties: schema });
const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` });
const matcher = ref('matcher');
const calls = ref('calls');

/** The JSON Schema of files of tests, `*.test.yaml`. `docs`: words for the keys, as {@link keysOfTests} names them. */
export function testSchema(docs: KeyDocs = {}): Schema {
  const common = {
    params: anyObject,
    env: byName({}),
    model: label,
    mocks: byName(ref('mock')),
    timeout: { type: ['number', 'null'], minimum: 0.001 },
  };
  const file = {
    flow: label,
    description: label,
    ...common,
    tests: { type: 'array', minItems: 1, items: ref('test') },
  } satisfies Record<(typeof fileKeys)[number], Schema>;
  const test = {
    name: { type: ['string', 'number', 'boolean'] },
    description: label,
    input: {},
    inputs: anyObject,
    answers: anyObject,
    skip: {},
    expect: ref('expect'),
    ...common,
  } satisfies Record<(typeof testKeys)[number], Schema>;
  return {
    $schema: DRAFT,
    title: 'bisheng test',
    ...closed('tests', file, docs),
    required: ['tests'],
    definitions: {
      test: { ...closed('test', test, docs), required: ['name'] },
      expect: expectSchema(docs),
      matcher: matcherSchema(docs),
      calls: callsSchema(),
      mock: mockSchema(),
    },
  };
}

function closed(of: string, properties: Readonly<Record<string, Schema>>, docs: KeyDocs): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    properties: described(of, properties, docs),
  };
}

function expectSchema(docs: KeyDocs): Schema {
  const properties = {
    status: { enum: [...runStatuses, null] },
    error: matcher,
    output: matcher,
    outputs: byName(matcher),
    ran: labels,
    skipped: labels,
    route: byName(labels),
    nodes: byName(byName(matcher)),
    calls: byName(calls),
    prompts: calls,
    requests: calls,
    warnings: labels,
    expression: labels,
  } satisfies Record<(typeof expectationKeys)[number], Schema>;
  return { ...closed('expect', properties, docs), type: ['object', 'null'] };
}

/** Anything can be expected; editors offer the keys that say how a value is looked at. */
function matcherSchema(docs: KeyDocs): Schema {
  const properties = {
    equals: {},
    contains: {},
    matches: {},
    schema: {},
    expression: {},
    not: {},
  } satisfies Record<(typeof matcherKeys)[number], Schema>;
  return { ...anything, properties: described('matcher', properties, docs) };
}

function callsSchema(): Schema {
  const count = { type: 'integer', minimum: 0 } as const;
  const properties = { count, with: matcher } satisfies Record<(typeof callKeys)[number], Schema>;
  return {
    anyOf: [
      count,
      { type: 'null' },
      { type: 'array', items: matcher },
      { type: 'object', additionalProperties: false, properties },
    ],
  };
}

/** `each` and `fail` mean something only where they stand alone. */
function mockSchema(): Schema {
  const only = (key: string, schema: Schema): Schema => ({
    if: { type: 'object', required: [key], maxProperties: 1, properties: { [key]: {} } },
    then: { type: 'object', properties: { [key]: schema } },
  });
  const failure = { type: 'object', required: ['code'], properties: { code: { type: 'string' } } };
  const fail = { anyOf: [{ type: 'string' }, failure] };
  return {
    ...anything,
    properties: { each: {}, fail: {} },
    allOf: [only('each', { type: 'array', minItems: 1 }), only('fail', fail)],
  };
}
