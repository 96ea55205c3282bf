import { expect, test } from 'vitest';
import { openServer } from '../server/open-server.ts';
import { openService, projectFolder } from '../service/open-service.ts';
import { connected, eras, newClient } from './client.ts';

/** An input, a node, and what the flow returns. */
function chain(config: string, end = '{id: said, type: OutputNode}', more = ''): string {
  return `nodes:
  - {id: input, type: InputNode}
  - {id: mid, type: Transform, config: ${config}}
  - ${end}
edges:
  - {from: input, to: mid}
  - {from: mid, to: said}
${more}`;
}

const number = { type: expect.arrayContaining(['number', 'string', 'null']) as unknown };
/** A flow, what is known of its outputs, and what it returns for “hello”. */
const flows: readonly (readonly [string, string, object, unknown])[] = [
  ['text', chain('{expression: text.upper()}'), { type: 'string' }, 'HELLO'],
  ['template', chain("{template: '<{text}>'}"), { type: 'string' }, '<hello>'],
  ['number', chain('{expression: len(text)}'), number, 5],
  ['large', chain('{expression: 10 ** 20 + len(text)}'), number, '100000000000000000005'],
  ['list', chain("{expression: '[text]'}"), { type: 'array' }, ['hello']],
  ['truth', chain('{expression: text > "a"}'), { type: 'boolean' }, true],
  [
    'told',
    chain('{expression: text}', '{id: said, type: OutputNode, inputs: {value: input.text}}'),
    { type: 'string' },
    'hello',
  ],
  [
    'either',
    chain('{expression: "text if len(text) > 9 else [text]"}'),
    { type: ['string', 'array'] },
    ['hello'],
  ],
  // Its keys show when it runs.
  ['unknown', chain(`{expression: 'text if not text else {"value": 1}'}`), {}, 1],
  [
    'literal',
    chain('{expression: text}', '{id: said, type: OutputNode, config: {value: x}}'),
    {},
    'x',
  ],
];

test.each(eras)('the types of what flows return, as far as they are known (%s)', async (era) => {
  const folder = await projectFolder(
    Object.fromEntries(flows.map(([name, text]): [string, string] => [name, text])),
  );
  const server = await openServer({ service: await openService(folder) });
  const client = await connected(server, newClient(era));
  const { tools } = await client.listTools();
  for (const [name, , known, value] of flows) {
    const { outputSchema } = tools.find((one) => one.name === name) ?? {};
    expect(outputSchema, name).toEqual({ type: 'object', properties: { said: known } });
    // The client holds it against the schema.
    const result = await client.callTool({ name, arguments: { input: 'hello' } });
    expect(result.structuredContent, name).toEqual({ said: value });
  }
});

test('named outputs are there for certain', async () => {
  const outputs = 'outputs: {a: mid.result, b: text.upper(), c: said.value, d: mid.result > 3}\n';
  const named = chain('{expression: len(text)}', undefined, outputs);
  const folder = await projectFolder({ named });
  const client = await connected(
    await openServer({ service: await openService(folder) }),
    newClient('2026-07-28'),
  );
  const [tool] = (await client.listTools()).tools;
  expect(tool?.outputSchema).toEqual({
    type: 'object',
    properties: { a: number, b: { type: 'string' }, c: {}, d: { type: 'boolean' } },
    required: ['a', 'b', 'c', 'd'],
  });
  const result = await client.callTool({ name: 'named', arguments: { input: 'hello' } });
  expect(result.structuredContent).toEqual({ a: 5, b: 'HELLO', c: 5, d: true });
});
