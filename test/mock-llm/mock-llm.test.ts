import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { startMockLlm, type MockLlm, type MockLlmOptions } from '../../src/mock-llm/mock-llm.ts';

let server: MockLlm | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(options?: MockLlmOptions): Promise<MockLlm> {
  server = await startMockLlm(options);
  return server;
}

function post(path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  return fetch(`${server?.url ?? ''}${path}`, {
    ...init,
    method: 'POST',
    body: JSON.stringify(body),
    headers,
  });
}

function chat(content: string, more: object = {}, init: RequestInit = {}): Promise<Response> {
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content },
  ];
  return post('/chat/completions', { model: 'mock', messages, ...more }, init);
}

interface Chunk {
  choices: { delta: Record<string, string>; finish_reason: string | null }[];
  usage?: { total_tokens: number };
}

async function chunksOf(response: Response): Promise<{ chunks: Chunk[]; last: string }> {
  const lines = (await response.text()).split('\n\n').filter((line) => line !== '');
  const last = lines.at(-1) ?? '';
  const data = lines.filter((line) => line !== 'data: [DONE]');
  return { chunks: data.map((line) => JSON.parse(line.slice(6)) as Chunk), last };
}

test('without a script the message of the user comes back, with its usage', async () => {
  await start();
  const answer: unknown = await (await chat('Where is 北京?')).json();
  expect(answer).toMatchObject({
    object: 'chat.completion',
    model: 'mock',
    choices: [{ message: { role: 'assistant', content: 'Where is 北京?' }, finish_reason: 'stop' }],
    usage: { completion_tokens: 6, prompt_tokens: 10, total_tokens: 16 },
  });
});

test('a stream has a token in each chunk, a reason to end, the usage where it is asked for', async () => {
  await start({ script: { replies: [{ reasoning: 'hm', text: 'Hello, world' }] } });
  const { chunks, last } = await chunksOf(
    await chat('hi', { stream: true, stream_options: { include_usage: true } }),
  );
  const deltas = chunks.map(({ choices }) => choices[0]?.delta);
  expect(deltas).toEqual([
    { role: 'assistant', content: '' },
    { reasoning_content: 'hm' },
    { content: 'Hell' },
    { content: 'o' },
    { content: ',' },
    { content: ' worl' },
    { content: 'd' },
    {},
    undefined,
  ]);
  expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
  expect(chunks.at(-1)?.usage?.total_tokens).toBe(11);
  expect(last).toBe('data: [DONE]');
});

test('a chunk is sent before the next one is due', async () => {
  const held = new Map<number, () => void>();
  const pace = ({ chunk }: { chunk: number }): unknown =>
    chunk === 0 ? undefined : new Promise<void>((resolve) => held.set(chunk, resolve));
  await start({ pace, script: { replies: [{ text: ['one ', 'two'] }] } });
  const response = await chat('hi', { stream: true });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  while (!seen.includes('one ')) seen += (await reader?.read())?.value ?? '';
  expect(seen).not.toContain('two');
  held.get(1)?.();
  while (!seen.includes('[DONE]')) seen += (await reader?.read())?.value ?? '';
  expect(seen).toContain('two');
});

test('the first reply that fits and is not used up answers', async () => {
  const replies = [
    { when: ['退款', 'refund'], text: 'Refunds: {input}', times: 1 },
    { when: 'refund', text: 'again' },
    { text: 'else' },
  ];
  await start({ script: { replies } });
  const texts: string[] = [];
  for (const content of ['a refund', 'a refund', 'hello']) {
    const answer = (await (await chat(content)).json()) as {
      choices: { message: { content: string } }[];
    };
    texts.push(answer.choices[0]?.message.content ?? '');
  }
  expect(texts).toEqual(['Refunds: a refund', 'again', 'else']);
});

test('JSON: of the reply, else a sample that fits the schema', async () => {
  const schema = {
    type: 'object',
    properties: { city: { type: 'string' }, n: { type: 'integer', minimum: 3 } },
  };
  const response_format = { type: 'json_schema', json_schema: { name: 'answer', schema } };
  await start({ script: { replies: [{ when: 'scripted', json: { city: '北京' } }] } });
  expect(await (await chat('scripted', { response_format })).text()).toContain(
    String.raw`"content":"{\"city\":\"北京\"}"`,
  );
  expect(await (await chat('free', { response_format })).text()).toContain(
    String.raw`"content":"{\"city\":\"text\",\"n\":3}"`,
  );
});

test('a sample has an end, whatever a schema asks for', async () => {
  const many = (items: object): object => ({ type: 'array', minItems: 100, items });
  const text = { type: 'string', minLength: 1000 };
  const schema = many(many(many(many({ type: 'object', properties: { a: text, b: text } }))));
  const response_format = { type: 'json_schema', json_schema: { name: 'answer', schema } };
  await start();
  const answer = await (await chat('free', { response_format })).text();
  expect(answer.length).toBeGreaterThan(50_000);
  expect(answer.length).toBeLessThan(1_000_000);
});

/** fetch sets some headers by itself. */
function statusOf(headers: Record<string, string>): Promise<number | undefined> {
  const { host, port } = new URL(server?.url ?? '');
  return new Promise((resolve, reject) => {
    const question = request({
      port,
      host: '127.0.0.1',
      path: '/v1/models',
      headers: { host, ...headers },
    });
    question.on('response', (response) => resolve(response.resume().statusCode));
    question.on('error', reject).end();
  });
}

test.each([
  [{ host: 'evil.example' }, 403],
  [{ host: 'evil.example:8089' }, 403],
  [{ origin: 'http://evil.example' }, 403],
  [{ origin: 'null' }, 403],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{}, 200],
  [{ host: 'localhost:8089' }, 200],
  [{ host: '[::1]:8089' }, 200],
])('web pages can make no browser ask it: %j', async (headers, status) => {
  await start();
  expect(await statusOf(headers)).toBe(status);
});

test('listening everywhere, it is asked by any name and tells a URL that works', async () => {
  const { url } = await start({ host: '0.0.0.0' });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  expect(await statusOf({ host: 'my-machine:8089' })).toBe(200);
  expect(await statusOf({ origin: 'http://evil.example' })).toBe(403);
});

test('max_tokens cuts the answer', async () => {
  await start({ script: { replies: [{ text: '一二三四' }] } });
  expect(await (await chat('hi', { max_tokens: 2 })).json()).toMatchObject({
    choices: [{ message: { content: '一二' }, finish_reason: 'length' }],
    usage: { completion_tokens: 2 },
  });
});

test('statuses, with the header that says when to come again', async () => {
  const replies = [
    { status: 429, retry_after: 2, times: 1 },
    { status: 500, times: 1 },
  ];
  await start({ script: { replies } });
  const busy = await chat('hi');
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '2']);
  expect(await busy.json()).toMatchObject({ error: { type: 'rate_limit_error' } });
  expect((await chat('hi', { stream: true })).status).toBe(500);
  expect((await chat('hi')).status).toBe(200);
});

test('a cut stream breaks off, a truncated one ends without a reason', async () => {
  const text = ['one', 'two', 'three'];
  const replies = [
    { when: 'cut', fault: 'cut', after: 2, text },
    { when: 'short', fault: 'truncated', after: 2, text },
    { when: 'bad', fault: 'malformed', text },
  ] as const;
  await start({ script: { replies } });
  await expect((await chat('cut', { stream: true })).text()).rejects.toThrow('terminated');
  const { chunks, last } = await chunksOf(await chat('short', { stream: true }));
  expect(chunks.map(({ choices }) => choices[0]?.delta.content)).toEqual(['', 'one', 'two']);
  expect(last).not.toContain('DONE');
  await expect(chunksOf(await chat('bad', { stream: true }))).rejects.toThrow(SyntaxError);
  await expect((await chat('cut')).text()).rejects.toThrow('terminated');
  await expect((await chat('short')).json()).rejects.toThrow(SyntaxError);
});

test('a stalled stream stays open until whoever asked goes', async () => {
  let ended = (): void => undefined;
  const gone = new Promise<void>((resolve) => (ended = resolve));
  const replies = [{ fault: 'stall', after: 1, text: ['one', 'two'] }] as const;
  await start({ script: { replies }, answered: () => ended() });
  const controller = new AbortController();
  const response = await chat('hi', { stream: true }, { signal: controller.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  while (!seen.includes('one')) seen += (await reader?.read())?.value ?? '';
  controller.abort();
  await gone;
  expect(server?.requests[0]).toMatchObject({ aborted: true, chunks: 1, status: 200 });
});

test('wrong keys, models, paths and bodies are refused as a real server does', async () => {
  await start({ script: { api_key: 'right', models: ['a'] } });
  const headers = { authorization: 'Bearer right' };
  const wrong = await chat('hi', {}, { headers: { authorization: 'Bearer wrong' } });
  expect([wrong.status, await wrong.json()]).toMatchObject([
    401,
    { error: { code: 'invalid_api_key' } },
  ]);
  const unknown = await chat('hi', { model: 'b' }, { headers });
  expect([unknown.status, await unknown.json()]).toMatchObject([
    404,
    { error: { code: 'model_not_found' } },
  ]);
  expect((await post('/nowhere', {}, { headers })).status).toBe(404);
  expect((await post('/chat/completions', [], { headers })).status).toBe(400);
  expect((await post('/chat/completions', { model: 'a' }, { headers })).status).toBe(400);
  expect(await (await fetch(`${server?.url ?? ''}/models`, { headers })).json()).toMatchObject({
    data: [{ id: 'a' }],
  });
});

test('embeddings: the same text gives the same vector, related texts near ones', async () => {
  await start({ script: { dimensions: 64 } });
  const input = ['怎么申请退款', '申请退款的流程', 'The weather is fine'];
  const answer = (await (await post('/embeddings', { model: 'm', input })).json()) as {
    data: { embedding: number[] }[];
  };
  const [a = [], b = [], c = []] = answer.data.map(({ embedding }) => embedding);
  const dot = (x: number[], y: number[]): number =>
    x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  expect(a).toHaveLength(64);
  expect(dot(a, a)).toBeCloseTo(1);
  expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.2);
  const coded = (await (
    await post('/embeddings', { model: 'm', input: input[0], encoding_format: 'base64' })
  ).json()) as { data: { embedding: string }[] };
  const bytes = Buffer.from(coded.data[0]?.embedding ?? '', 'base64');
  expect(bytes.readFloatLE(0)).toBeCloseTo(a[0] ?? NaN);
});

test('faults of embeddings are replies of their own kind', async () => {
  await start({ script: { replies: [{ kind: 'embedding', status: 429, times: 1 }] } });
  expect((await chat('hi')).status).toBe(200);
  expect((await post('/embeddings', { model: 'm', input: 'a' })).status).toBe(429);
  expect((await post('/embeddings', { model: 'm', input: 'a' })).status).toBe(200);
});
