import { expect, test } from 'vitest';
import { connected, eras, newClient, textOf } from '../mcp/client.ts';
import { ada, flows, openService, projectFolder } from '../service/open-service.ts';
import { clientOf, failure, hi } from './open-openai.ts';
import { openServer, type TestServer } from './open-server.ts';
import { connect } from './open-socket.ts';

const LIMIT = 2_000;
const much = `nodes:
  - {id: input, type: InputNode}
  - {id: say, type: Transform, config: {expression: 'text * 1000'}}
edges:
  - {from: input, to: say}
`;
const words = `The run’s result has more than ${LIMIT} bytes, which is too much to send.`;

async function open(): Promise<TestServer> {
  const folder = await projectFolder({ much, shout: much });
  return openServer({ service: await openService(folder, { result: LIMIT }) });
}

async function begun({ ask, service }: TestServer, input: string): Promise<string> {
  const headers = { 'Idempotency-Key': encodeURIComponent(input) };
  const started = await ask('POST', '/api/v1/workflows/much/runs', { inputs: { input } }, headers);
  const { run_id: id } = (await started.json()) as { run_id: string };
  await expect.poll(() => service.run(ada, id).status).toBe('succeeded');
  return id;
}

test('the guide’s routes say so in its form, and the run has succeeded', async () => {
  const { ask, service } = await open();
  const path = '/api/v1/custom/workflows/much/execute';
  expect((await ask('POST', path, { input: 'a' })).status).toBe(200);
  const refused = await ask('POST', path, { input: 'abc' });
  expect(refused.status).toBe(409);
  const [run] = service.runs(ada, { limit: 1 });
  expect(run?.status).toBe('succeeded');
  expect(await refused.json()).toEqual({
    detail: `${words} It is kept: “bisheng runs export ${run?.id ?? ''}” reads it.`,
  });
  const processed = await ask('POST', '/api/v1/custom/process', { text: 'abc', options: {} });
  expect(processed.status).toBe(409);
});

test('a run’s state is a problem, its events leave the outputs out; the list has it', async () => {
  const server = await open();
  const { ask } = server;
  const small = await begun(server, 'a');
  const id = await begun(server, '中');
  expect((await ask('GET', `/api/v1/runs/${small}`)).status).toBe(200);
  const refused = await ask('GET', `/api/v1/runs/${id}`);
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ title: 'result-too-large' });
  expect((await ask('GET', '/api/v1/runs')).status).toBe(200);
  const events = await (await ask('GET', `/api/v1/runs/${id}/events`)).text();
  const told = [...events.matchAll(/^data: (.*)$/gm)].map(
    ([, text = '']) => JSON.parse(text) as Record<string, unknown>,
  );
  const without = { outputs: {}, too_large: true };
  expect(told.at(-1)).toMatchObject({ type: 'run_finished', status: 'succeeded', ...without });
  expect(told.filter((event) => event.too_large)).toMatchObject([
    { type: 'node_finished', node: 'say', ...without },
    { type: 'run_finished' },
  ]);
  // The same key is the same run all the same.
  expect(await begun(server, '中')).toBe(id);
});

test('a long question is no result', async () => {
  const folder = await projectFolder({ ask: flows.ask });
  const { ask, service } = await openServer({
    service: await openService(folder, { result: LIMIT }),
  });
  const input = 'x'.repeat(LIMIT * 2);
  const started = await ask('POST', '/api/v1/workflows/ask/runs', { inputs: { input } });
  const { run_id: id } = (await started.json()) as { run_id: string };
  await expect.poll(() => service.run(ada, id).status).toBe('waiting');
  const run = await ask('GET', `/api/v1/runs/${id}`);
  expect([run.status, await run.json()]).toMatchObject([200, { status: 'waiting' }]);
  const [last] = (await service.subscribe(ada, id, 4).take()) ?? [];
  expect(last).toMatchObject({ type: 'run_waiting', questions: [{ node: 'ok' }] });
});

test('a repeated request for the answer gets the same refusal', async () => {
  const { ask } = await open();
  const again = (): Promise<Response> =>
    ask(
      'POST',
      '/api/v1/custom/workflows/much/execute',
      { input: 'abc' },
      { 'Idempotency-Key': 'k' },
    );
  const first = await again();
  const second = await again();
  expect([first.status, second.status]).toEqual([409, 409]);
  expect(await second.text()).toBe(await first.text());
});

test('over a WebSocket it is an error of the run, live and told again', async () => {
  const server = await open();
  const socket = await connect(server.url, '/ws/ada/a', await server.token('ada'));
  const input_data = { input: 'abc' };
  socket.say({ type: 'workflow_execute', workflow_id: 'much', input_data });
  const failed = (await socket.until('workflow_error', 'workflow_completed')).at(-1);
  expect(failed).toMatchObject({ type: 'workflow_error', code: 'result-too-large' });
  expect(failed?.error).toContain(words);
  socket.say({ type: 'resume', run_id: failed?.run_id });
  expect((await socket.until('workflow_error')).at(-1)).toEqual(failed);
});

test('OpenAI’s client raises a BadRequestError, whole and streamed', async () => {
  const server = await open();
  const client = clientOf(server, await server.token('ada'));
  const request = { model: 'much', messages: [...hi] };
  const whole = await failure(client.chat.completions.create(request));
  expect(whole).toMatchObject({ status: 400, code: 'result-too-large' });
  const streamed = await failure(
    (async () => {
      const stream = await client.chat.completions.create({ ...request, stream: true });
      for await (const piece of stream) expect(piece.choices[0]?.delta.content ?? '').toBe('');
    })(),
  );
  expect(streamed.code).toBe('result-too-large');
});

test.each(eras)('over MCP it is a failed call (%s)', async (era) => {
  const client = await connected(await open(), newClient(era));
  expect(await client.callTool({ name: 'much', arguments: { input: 'a' } })).not.toHaveProperty(
    'isError',
    true,
  );
  const result = await client.callTool({ name: 'much', arguments: { input: 'abc' } });
  expect(result.isError).toBe(true);
  expect(textOf(result)).toContain(words);
});
