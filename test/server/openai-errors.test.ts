import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import {
  type APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from 'openai';
import { expect, onTestFinished, test } from 'vitest';
import { startMockLlm } from '../../src/mock-llm/mock-llm.ts';
import { RateLimit } from '../../src/server/rate-limit.ts';
import { ada, flows, openService, projectFolder } from '../service/open-service.ts';
import { slowServer } from '../service/slow-server.ts';
import { all, clientOf, failure, hi, open } from './open-openai.ts';
import { openServer } from './open-server.ts';

test('the errors that the clients of OpenAI know', async () => {
  const server = await open();
  const { client } = server;
  const create = (body: object, one = client): Promise<APIError> =>
    failure(one.chat.completions.create({ model: 'shout', messages: [...hi], ...body } as never));
  const stranger = await create({}, clientOf(server, 'nonsense'));
  expect(stranger).toBeInstanceOf(AuthenticationError);
  expect([stranger.code, stranger.status]).toEqual(['invalid_api_key', 401]);
  const missing = await create({ model: 'none' });
  expect(missing).toBeInstanceOf(NotFoundError);
  expect([missing.code, missing.param]).toEqual(['model_not_found', 'model']);
  for (const stream of [false, true]) {
    const failed = await create({ model: 'boom', stream });
    expect(failed).toBeInstanceOf(NotFoundError);
  }
  for (const [body, param] of [
    [{ model: 'greet' }, 'model'],
    [{ model: 'broken' }, 'model'],
    [{ model: 'file' }, 'model'],
    [{ model: 'fails' }, 'model'],
    [{ model: 1 }, 'model'],
    [{ n: 2 }, 'n'],
    [{ stream: 'yes' }, 'stream'],
    [{ stream_options: [] }, 'stream_options'],
    [{ metadata: 'x' }, 'metadata'],
    [{ messages: 'x' }, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ messages: [{ role: 'assistant', content: 'x' }] }, 'messages'],
    [{ messages: ['x'] }, 'messages[0]'],
    [{ messages: [{ role: 'god', content: 'x' }] }, 'messages[0].role'],
    [{ messages: [{ role: 'user', content: 1 }] }, 'messages[0].content'],
    [{ messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }, 'messages[0].content[0]'],
  ] as const) {
    const error = await create(body);
    expect(error, JSON.stringify(body)).toBeInstanceOf(BadRequestError);
    expect([error.param, error.type]).toEqual([param, 'invalid_request_error']);
    expect(error.message).not.toContain('undefined');
  }
  for (const body of ['{', '[]', '"x"', '']) {
    expect((await server.ask('POST', '/v1/chat/completions', body)).status).toBe(400);
  }
  expect((await server.ask('GET', '/v1/embeddings')).status).toBe(404);
  const other = await server.ask('DELETE', '/v1/models');
  expect([other.status, await other.json()]).toMatchObject([
    405,
    { error: { code: 'method-not-allowed' } },
  ]);
});

const fails = `nodes:
  - {id: input, type: InputNode}
  - {id: boom, type: Transform, config: {expression: '1 / len(text[:0])'}}
edges:
  - {from: input, to: boom}
`;

test.each([false, true])('a flow that fails is asked once (streamed: %s)', async (stream) => {
  const server = await open({ fails });
  const retrying = clientOf(server, await server.token('ada'), 2);
  const body = { model: 'fails', stream, messages: [...hi] } as never;
  const error = await failure(retrying.chat.completions.create(body));
  expect(error).toBeInstanceOf(InternalServerError);
  expect([error.code, error.type]).toEqual(['expression-value', 'server_error']);
  expect(error.message).toContain('boom');
  expect(server.service.runs(ada, {})).toHaveLength(1);
});

test('a flow that fails in the middle of its answer ends the stream with an error', async () => {
  const later = `nodes:
  - {id: input, type: InputNode}
  - {id: llm, type: LLMGenerator, config: {prompt: '{text}'}}
edges:
  - {from: input, to: llm}
`;
  const folder = await projectFolder({ later });
  const replies = [{ text: ['one ', 'two ', 'three'], fault: 'cut', after: 2 }] as const;
  const model = await startMockLlm({ script: { replies } });
  onTestFinished(() => model.close());
  const yaml = `http: {allow_private: true}\nmodels: {m: {base_url: '${model.url}', model: m}}\n`;
  await writeFile(path.join(folder, 'bisheng.yaml'), yaml);
  const server = await openServer({ service: await openService(folder) });
  const client = clientOf(server, await server.token('ada'));
  const stream = await client.chat.completions.create({
    model: 'later',
    stream: true,
    messages: [...hi],
  });
  let text = '';
  const error = await failure(
    (async () => {
      for await (const { choices } of stream) text += choices[0]?.delta.content ?? '';
    })(),
  );
  expect(text).toBe('one two ');
  expect(error.message).toContain('llm');
});

test('the same key begins one run; limits are told as rates', async () => {
  const { client, service } = await open();
  const body = { model: 'shout', messages: [...hi] };
  const headers = { 'Idempotency-Key': 'k1' };
  const one = await client.chat.completions.create(body, { headers });
  const two = await client.chat.completions.create(body, { headers });
  expect(two.id).toBe(one.id);
  expect(service.runs(ada, {})).toHaveLength(1);
  const other = { ...body, model: 'team/turns' };
  expect(await failure(client.chat.completions.create(other, { headers }))).toBeInstanceOf(
    BadRequestError,
  );
  const limited = await open(all, { rate: new RateLimit(0.001, 1) });
  await limited.client.chat.completions.create(body);
  const error = await failure(limited.client.chat.completions.create(body));
  expect(error).toBeInstanceOf(RateLimitError);
  expect(error.code).toBe('rate_limit_exceeded');
});

test('who goes away cancels the run, unless there is a key to ask for it again', async () => {
  const { url, asked, answer } = await slowServer();
  const { client, service } = await open({ slow: flows.slow });
  const body = { model: 'slow', messages: [{ role: 'user' as const, content: url }] };
  const gone = async (key?: string): Promise<string> => {
    const stop = new AbortController();
    const headers = key === undefined ? {} : { 'Idempotency-Key': key };
    const call = client.chat.completions.create(body, { headers, signal: stop.signal });
    const failed = failure(call);
    await asked(++calls);
    stop.abort();
    await failed;
    return service.runs(ada, { limit: 1 })[0]?.id ?? '';
  };
  let calls = 0;
  const first = await gone();
  await expect.poll(() => service.run(ada, first).status).toBe('cancelled');
  const second = await gone('k');
  answer();
  const again = await client.chat.completions.create(body, { headers: { 'Idempotency-Key': 'k' } });
  expect(again.choices[0]?.message.content).toContain('done');
  expect(service.run(ada, second).status).toBe('succeeded');
  expect(service.runs(ada, {})).toHaveLength(2);
});

test('whatever is sent, the answer says what is wrong', async () => {
  const { ask } = await open({ shout: flows.shout });
  const message = fc.record(
    {
      role: fc.oneof(fc.constantFrom('user', 'assistant', 'system'), fc.jsonValue()),
      content: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const body = fc.record(
    {
      model: fc.oneof(fc.constant('shout'), fc.jsonValue()),
      messages: fc.oneof(fc.array(message), fc.jsonValue()),
      stream: fc.jsonValue(),
      stream_options: fc.jsonValue(),
      metadata: fc.jsonValue(),
      n: fc.oneof(fc.constant(1), fc.jsonValue()),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(body, fc.jsonValue()), async (value) => {
      const answer = await ask('POST', '/v1/chat/completions', JSON.stringify(value));
      expect(answer.status).toBeLessThan(500);
      await answer.text();
    }),
    { numRuns: 200 },
  );
});
