import { createServer } from 'node:http';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type OpenAI from 'openai';
import { NotFoundError } from 'openai';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startMockLlm } from '../../src/mock-llm/mock-llm.ts';
import { answerPieces, OtherAnswer } from '../../src/server/openai/answer-pieces.ts';
import { ada, openService, projectFolder } from '../service/open-service.ts';
import { clientOf, failure, hi, open, talk } from './open-openai.ts';
import { openServer } from './open-server.ts';

test('the models are the flows that can be chatted with', async () => {
  const { client, ask } = await open();
  const models: string[] = [];
  for await (const { id } of client.models.list()) models.push(id);
  expect(models).toEqual(['ask', 'shout', 'slow', 'talk', 'team/turns']);
  const model = await client.models.retrieve('team/turns');
  expect(model).toMatchObject({ id: 'team/turns', object: 'model', owned_by: 'bisheng' });
  expect(model.created).toBeGreaterThan(1_600_000_000);
  expect(await failure(client.models.retrieve('file'))).toBeInstanceOf(NotFoundError);
  expect(await failure(client.models.retrieve('none'))).toMatchObject({ code: 'model_not_found' });
  for (const id of ['', '/shout', '/file', '/none']) await ask('GET', `/v1/models${id}`);
});

test('an answer as a whole', async () => {
  const { client, ask, service } = await open();
  const { data, response } = await client.chat.completions
    .create({ model: 'shout', messages: [...hi] })
    .withResponse();
  const run = response.headers.get('x-run-id') ?? '';
  expect(data).toMatchObject({
    id: `chatcmpl-${run}`,
    object: 'chat.completion',
    model: 'shout',
    choices: [
      { index: 0, message: { role: 'assistant', content: 'HI THERE' }, finish_reason: 'stop' },
    ],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  });
  expect(service.run(ada, run)).toMatchObject({ status: 'succeeded', user: 'ada' });
  await ask('POST', '/v1/chat/completions', { model: 'shout', messages: hi });
});

test('what was said before, and the session', async () => {
  const { client } = await open();
  const { choices } = await client.chat.completions.create({
    model: 'team/turns',
    metadata: { session_id: '-s-' },
    temperature: 0.5,
    messages: [
      { role: 'system', content: 'be kind' },
      { role: 'assistant', content: null },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
    ],
  });
  expect(choices[0]?.message.content).toBe('2be kind-s-a\nb');
});

test('an answer is streamed as the model says it, with its tokens', async () => {
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (go = resolve));
  const model = await startMockLlm({ pace: ({ chunk }) => (chunk < 2 ? undefined : held) });
  onTestFinished(() => model.close());
  const folder = await projectFolder({ talk });
  const yaml = `http: {allow_private: true}\nmodels: {m: {base_url: '${model.url}', model: m}}\n`;
  await writeFile(path.join(folder, 'bisheng.yaml'), yaml);
  const server = await openServer({ service: await openService(folder) });
  const client = clientOf(server, await server.token('ada'));
  const stream = await client.chat.completions.create({
    model: 'talk',
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: 'user', content: 'one two three' }],
  });
  const texts: string[] = [];
  const roles: (string | undefined)[] = [];
  const reasons: unknown[] = [];
  let last: OpenAI.ChatCompletionChunk | undefined;
  for await (const chunk of stream) {
    const [choice] = chunk.choices;
    if (choice) {
      texts.push(choice.delta.content ?? '');
      roles.push(choice.delta.role);
      reasons.push(choice.finish_reason);
      expect(chunk.usage).toBeNull();
    }
    // What was said so far has come before the model may say more.
    if (texts.join('') !== '') go();
    last = chunk;
  }
  expect(texts.join('')).toBe('one two three');
  expect(texts.length).toBeGreaterThan(3);
  expect([roles[0], reasons.at(-1), new Set(reasons.slice(0, -1))]).toEqual([
    'assistant',
    'stop',
    new Set([null]),
  ]);
  expect(last?.choices).toEqual([]);
  expect(last?.usage?.completion_tokens).toBeGreaterThan(0);
  const { data } = await client.chat.completions
    .create({ model: 'talk', messages: [{ role: 'user', content: 'one two three' }] })
    .withResponse();
  expect(data.usage).toEqual(last?.usage);
});

test.each([
  ['by its outputs', 'outputs: {answer: llm.text}\n', '', true],
  ['another attempt may take its place', '', ', retry: {max_attempts: 2}', false],
  ['another node may take its place', '', ', on_error: continue', false],
  ['its answer is part of another', 'outputs: {answer: \'llm.text + "!"\'}\n', '', false],
])('what is streamed is what holds: %s', async (_, outputs, more, isStreamed) => {
  const flow = `${outputs}nodes:
  - {id: input, type: InputNode}
  - {id: llm, type: LLMGenerator, config: {prompt: '{text}'}${more}}
edges:
  - {from: input, to: llm}
`;
  const { client } = await open({ flow });
  const stream = await client.chat.completions.create({
    model: 'flow',
    stream: true,
    messages: [{ role: 'user', content: 'one two three' }],
  });
  const texts: string[] = [];
  for await (const { choices } of stream) {
    const text = choices[0]?.delta.content ?? '';
    if (text !== '') texts.push(text);
  }
  expect(texts.join('')).toMatch(/^one two three!?$/);
  if (!isStreamed) expect(texts).toHaveLength(1);
});

test('an answer that is not what was streamed is an error', async () => {
  const events = [
    { type: 'stream_chunk', node: 'llm', text: 'one' },
    { type: 'run_finished', status: 'succeeded', outputs: { llm: 'two' }, single: true },
  ];
  const subscription = { take: () => Promise.resolve(events.splice(0)) };
  const pieces = answerPieces(subscription as never, 'llm', () => 'two');
  expect(await pieces.next()).toEqual({ done: false, value: { text: 'one' } });
  await expect(pieces.next()).rejects.toThrow(OtherAnswer);
});

test('a stream of a flow that streams nothing has its answer', async () => {
  const { client, url, token } = await open();
  const runner = client.chat.completions.stream({ model: 'shout', messages: [...hi] });
  expect((await runner.finalChatCompletion()).choices[0]?.message.content).toBe('HI THERE');
  const raw = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await token('ada')}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ model: 'shout', stream: true, messages: hi }),
  });
  expect(raw.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const text = await raw.text();
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  expect(text).not.toContain('usage');
});

test('a flow that waits for a person says what it asks', async () => {
  const { client, service, ask } = await open();
  const body = { model: 'ask', messages: [{ role: 'user', content: 'this' }] } as const;
  const answer = await client.chat.completions.create({ ...body, messages: [...body.messages] });
  const { bisheng } = answer as unknown as {
    bisheng: { run_id: string; status: string; questions: object[] };
  };
  expect(bisheng).toMatchObject({ status: 'waiting', questions: [{ node: 'ok' }] });
  const { content } = answer.choices[0]?.message ?? {};
  expect(content).toContain('Send this?\n- yes\n- no');
  expect(content).toContain(`POST /api/v1/runs/${bisheng.run_id}/answers`);
  const runner = client.chat.completions.stream({ ...body, messages: [...body.messages] });
  expect((await runner.finalChatCompletion()).choices[0]?.message.content).toContain('Send this?');
  await ask('POST', '/v1/chat/completions', body);
  const answers = { answers: { ok: 'yes' } };
  expect((await ask('POST', `/api/v1/runs/${bisheng.run_id}/answers`, answers)).status).toBe(202);
  await vi.waitFor(() =>
    expect(service.end(ada, bisheng.run_id)?.outputs).toEqual({ end: 'this/yes' }),
  );
});

test.each([false, true])('who goes away cancels the run (streamed: %s)', async (stream) => {
  const { client, service } = await open();
  let asked: () => void = () => undefined;
  const called = new Promise<void>((resolve) => (asked = resolve));
  const silent = createServer(() => asked()).listen(0, '127.0.0.1');
  onTestFinished(() => silent.close().closeAllConnections());
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const controller = new AbortController();
  const messages = [{ role: 'user', content: `http://127.0.0.1:${port}/` }] as const;
  const answer = client.chat.completions.create(
    { model: 'slow', stream, messages: [...messages] },
    { signal: controller.signal },
  );
  await called;
  controller.abort();
  await expect(answer).rejects.toThrow();
  await vi.waitFor(() => expect(service.runs(ada, {})[0]?.status).toBe('cancelled'));
});
