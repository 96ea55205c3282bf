import fc, { type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { RateLimit } from '../../src/server/rate-limit.ts';
import { ada, openService, projectFolder } from '../service/open-service.ts';
import {
  anyText,
  anyValue,
  arbitraryOf,
  type JsonSchema,
  type Surroundings,
} from './arbitrary-of.ts';
import { openServer, type TestServer } from './open-server.ts';

/** Another one finds other things. */
const SEED = Number(process.env.BISHENG_TEST_SEED ?? 7);
/** For each route. */
const REQUESTS = 30;

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: JsonSchema;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: JsonSchema }>> };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

interface Request {
  readonly parameters: readonly (readonly [Parameter, string])[];
  readonly body: string | undefined;
  readonly token: 'own' | 'admin' | 'none' | 'bad';
  readonly accept: string | undefined;
}

/** No run of these can fail of itself: whatever is 5xx is a defect. */
const flows = {
  hello: `nodes:
  - {id: input, type: InputNode}
  - {id: greet, type: Transform, config: {template: 'hello {text}'}}
edges:
  - {from: input, to: greet}
`,
  ask: `nodes:
  - {id: input, type: InputNode}
  - {id: ok, type: HumanInput, config: {prompt: 'Send {text}?', options: ['yes', 'no']}}
edges:
  - {from: input, to: ok}
`,
  'team/rows': `parameters:
  - {name: times, type: integer, default: 1, min: 1, max: 3}
nodes:
  - {id: input, type: InputNode}
  - {id: rows, type: BatchInput}
  - {id: all, type: Transform, config: {expression: 'len(items) * \${times}'}}
edges:
  - {from: input, to: rows}
  - {from: rows, to: all}
`,
};

/** What makes requests that do something. */
const familiar = {
  model: fc.constantFrom(...Object.keys(flows)),
  flow: fc.constantFrom(...Object.keys(flows)),
  input: anyText,
  items: fc.array(anyValue, { maxLength: 3 }),
  role: fc.constantFrom('user', 'user', 'assistant'),
  ok: fc.constantFrom('yes', 'no', 'perhaps'),
  times: fc.integer({ min: 0, max: 4 }),
  stream: fc.boolean(),
  n: fc.constant(1),
  method: fc.constantFrom('initialize', 'tools/list', 'tools/call', 'ping'),
  name: fc.constantFrom('hello', 'ask', 'team__rows'),
  arguments: fc.record({ input: anyText }),
};

const usually = <T>(one: Arbitrary<T>, odd: Arbitrary<T>): Arbitrary<T> =>
  fc.oneof({ arbitrary: one, weight: 4 }, { arbitrary: odd, weight: 1 });

function requestOf(
  { parameters = [], requestBody }: Operation,
  around: Surroundings,
  ids: readonly string[],
): Arbitrary<Request> {
  const right = Object.values(requestBody?.content ?? {}).map(({ schema }) => schema);
  const bodies = right.map((schema) =>
    fc.oneof(
      arbitraryOf(schema, around).map((value) => JSON.stringify(value)),
      anyValue.map((value) => JSON.stringify(value)),
      anyText,
    ),
  );
  return fc.record({
    parameters: fc
      .tuple(
        ...parameters.map((one) => {
          const known =
            one.in === 'path' ? fc.constantFrom(...ids) : arbitraryOf(one.schema, around);
          const value = usually(known.map(String), anyText);
          return fc
            .option(value, { freq: one.in === 'path' ? 1e6 : 2 })
            .map((text) => [one, text ?? undefined] as const);
        }),
      )
      .map((given) =>
        given.flatMap(([one, text]) => (text === undefined ? [] : [[one, text] as const])),
      ),
    body: bodies[0] ? fc.option(bodies[0], { nil: undefined, freq: 10 }) : fc.constant(undefined),
    token: usually(fc.constantFrom('own', 'admin'), fc.constantFrom('none', 'bad')),
    accept: fc.constantFrom(undefined, 'application/json, text/event-stream'),
  });
}

/** Sends it; an answer that the document doesn't have fails the test. */
async function send(
  { ask, token }: TestServer,
  method: string,
  path: string,
  { parameters, body, token: whose, accept }: Request,
): Promise<number> {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  let target = path;
  for (const [{ name, in: place }, text] of parameters) {
    if (place === 'query') query.set(name, text);
    // What no client can put into a header is not sent.
    else if (place === 'header') headers[name] = text.replaceAll(/[^\x20-\x7e]/g, '?');
    else
      target = target.replace(`{${name}}`, () => encodeURIComponent(Buffer.from(text).toString()));
  }
  if (whose === 'admin') headers.Authorization = `Bearer ${await token('root', 'admin')}`;
  else if (whose !== 'own') headers.Authorization = whose === 'bad' ? 'Bearer x.y.z' : '';
  if (accept !== undefined) headers.Accept = accept;
  const answer = await ask(method, `${target}?${query.toString()}`, body, headers);
  // A stream of events has no end.
  await answer.body?.cancel();
  return answer.status;
}

test(`whatever is asked of any route, the answer is a documented one, and none 5xx (seed ${SEED})`, async () => {
  const service = await openService(await projectFolder(flows));
  const rate = new RateLimit(1e6, 1e6);
  const server = await openServer({ service, rate });
  const document = (await (await fetch(`${server.url}/openapi.json`)).json()) as Document;
  const runs = ['hello', 'ask'].map((flow) => service.start(ada, { flow, inputs: { input: 'x' } }));
  const ended = await Promise.all(runs.map(async (run) => (await run).id));
  const ids = [...Object.keys(flows), ...ended, 'none', 'index.html'];
  const around = { schemas: document.components.schemas, familiar };
  let count = 0;
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const requests = requestOf(operation, around, ids);
      await fc.assert(
        fc.asyncProperty(requests, async (request) => {
          count++;
          const status = await send(server, method.toUpperCase(), path, request);
          expect(status, `${method} ${path}`).toBeLessThan(500);
        }),
        { seed: SEED, numRuns: REQUESTS },
      );
    }
  }
  expect(count).toBeGreaterThanOrEqual(REQUESTS * Object.keys(document.paths).length);
  expect(server.log.filter(({ status, error }) => status >= 500 || error !== undefined)).toEqual(
    [],
  );
  // Nobody else's run was touched, and the server answers.
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  const hello = await server.ask('POST', '/api/v1/custom/workflows/hello/execute', { input: 'x' });
  expect(await hello.json()).toEqual({ status: 'success', result: 'hello x' });
});
