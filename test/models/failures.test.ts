import { describe, expect, test } from 'vitest';
import { startMockLlm } from '../../src/mock-llm/mock-llm.ts';
import type { MockReply } from '../../src/mock-llm/script.ts';
import { serve, type TestServer } from '../http/servers.ts';
import { asked, failureOf, mock, modelsAt } from './asking.ts';

/** A server that answers every request alike. */
function answering(
  status: number,
  body: string | object,
  headers: Record<string, string> = {},
): Promise<TestServer> {
  return serve((_, response) => {
    const type = typeof body === 'string' ? 'text/html' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

/** How servers say what is wrong, and what it means. */
const refusals: readonly [what: string, status: number, body: object | string, code: string][] = [
  [
    'an unknown model',
    404,
    { error: { message: 'The model `x` does not exist.' } },
    'model-not-found',
  ],
  [
    'an unknown model',
    404,
    { error: 'model "x" not found, try pulling it first' },
    'model-not-found',
  ],
  ['an unknown model', 400, { error: { message: 'Model Not Exist' } }, 'model-not-found'],
  [
    'an unknown model',
    503,
    { error: { message: 'no available channel for model x' } },
    'model-not-found',
  ],
  ['no API', 404, '<html>Not Found</html>', 'model-protocol'],
  ['no API', 404, { detail: 'Not Found' }, 'model-protocol'],
  [
    'a long prompt',
    400,
    { error: { message: 'no', code: 'context_length_exceeded' } },
    'model-context',
  ],
  [
    'a long prompt',
    400,
    { message: "This model's maximum context length is 8192 tokens." },
    'model-context',
  ],
  ['a long prompt', 413, 'too large', 'model-context'],
  ['a filter', 400, { error: { message: 'no', code: 'content_filter' } }, 'model-refused'],
  [
    'a filter',
    400,
    {
      error: {
        message: 'Output data may contain inappropriate content.',
        code: 'data_inspection_failed',
      },
    },
    'model-refused',
  ],
  ['no money', 402, { error: { message: 'Insufficient Balance' } }, 'model-quota'],
  [
    'no money',
    429,
    { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } },
    'model-quota',
  ],
  ['no right', 403, { error: { message: 'not for you' } }, 'model-key'],
  ['a bad request', 400, { error: { message: 'temperature must be at most 1' } }, 'model-request'],
];

describe('what a server refuses', () => {
  test.each(refusals)('%s (%d)', async (_, status, body, code) => {
    const server = await answering(status, body);
    const { models, pauses } = modelsAt(server.url('/v1'));
    const { code: found, failure } = await failureOf(models.chat(asked()));
    expect(found).toBe(code);
    expect(failure.details).toEqual({ status });
    expect(pauses).toEqual([]);
  });

  test('a wrong key is told with its variable, and never shown', async () => {
    const secret = 'sk-very-secret-0123456789';
    const server = await answering(401, {
      error: { message: `Incorrect API key: ${secret}\n\u001b[31m` },
    });
    const settings = { keyVariable: 'QWEN_KEY' };
    const { models } = modelsAt(server.url('/v1'), settings, { QWEN_KEY: secret });
    const { text, hint, failure } = await failureOf(models.chat(asked()));
    expect(text).toBe(
      `127.0.0.1:${server.port} does not accept the key for the model “qwen” (status 401): Incorrect API key: ****** [31m`,
    );
    expect(hint).toBe('Check the value of QWEN_KEY.');
    expect(JSON.stringify(failure)).not.toContain(secret);
  });

  test('a key that is wanted and not configured', async () => {
    const server = await answering(401, {});
    const { text, hint } = await failureOf(modelsAt(server.url('/v1')).models.chat(asked()));
    expect(text).toMatch(/ wants a key for the model “qwen” \(status 401\)\.$/);
    expect(hint).toContain('“api_key_env” under models.qwen');
  });

  test('a variable that is not set is told before anything is sent', async () => {
    const server = await mock();
    const { models } = modelsAt(server.url, { keyVariable: 'QWEN_KEY' }, { QWEN_KEY: ' ' });
    expect(await failureOf(models.chat(asked()))).toMatchObject({
      code: 'model-key-missing',
      hint: 'Set QWEN_KEY in the environment or in the project’s .env.',
    });
    expect(server.requests).toEqual([]);
  });

  test('a web page where the API should be', async () => {
    const server = await answering(200, '<html>Welcome</html>');
    const { code, text } = await failureOf(modelsAt(server.url('/')).models.chat(asked()));
    expect(code).toBe('model-protocol');
    expect(text).toMatch(/no OpenAI-compatible API: the answer is a web page\.$/);
  });

  test('nothing that listens', async () => {
    const server = await startMockLlm();
    await server.close();
    const { host } = new URL(server.url);
    const { models, pauses } = modelsAt(server.url);
    expect(await failureOf(models.chat(asked()))).toMatchObject({
      code: 'model-connection',
      text: `The model “qwen” can’t be reached: ${host} refuses the connection.`,
      hint: 'Is the server running, and is the port right?',
    });
    expect(pauses).toEqual([500, 1000]);
  });
});

describe('what may pass', () => {
  test('is tried again, after the pause that the server asks for', async () => {
    const server = await mock({
      script: {
        replies: [
          { status: 429, retry_after: 7, times: 1 },
          { status: 500, times: 1 },
          { text: 'now' },
        ],
      },
    });
    const { models, pauses } = modelsAt(server.url);
    const told: [string, number][] = [];
    const retrying = ({ code }: { code: string }, ms: number): void => void told.push([code, ms]);
    expect((await models.chat(asked({ retrying }))).text).toBe('now');
    expect(pauses).toEqual([7000, 1000]);
    expect(told).toEqual([
      ['model-busy', 7000],
      ['model-server', 1000],
    ]);
  });

  test('is told when it does not', async () => {
    const server = await mock({ script: { replies: [{ status: 500 }] } });
    const { models } = modelsAt(server.url);
    expect(await failureOf(models.chat(asked()))).toMatchObject({
      code: 'model-server',
      text: expect.stringContaining('failed while “qwen” was to answer (status 500)') as string,
    });
    expect(server.requests).toHaveLength(3);
  });

  test('is not waited for longer than anybody would', async () => {
    const server = await mock({ script: { replies: [{ status: 429, retry_after: 3600 }] } });
    const { models, pauses } = modelsAt(server.url);
    const { text } = await failureOf(models.chat(asked()));
    expect(text).toContain('for the next 3600 s');
    expect(pauses).toEqual([]);
  });

  test('is tried again when the connection breaks before the first token', async () => {
    const server = await mock({
      script: { replies: [{ fault: 'cut', after: 0, times: 1 }, { text: 'whole' }] },
    });
    const { models } = modelsAt(server.url);
    expect((await models.chat(asked())).text).toBe('whole');
  });

  test('can be cancelled while it waits', async () => {
    const server = await mock({ script: { replies: [{ status: 500 }] } });
    const { models } = modelsAt(server.url);
    const abort = new AbortController();
    const reason = new Error('enough');
    const question = asked({ signal: abort.signal, retrying: () => abort.abort(reason) });
    await expect(models.chat(question)).rejects.toBe(reason);
    expect(server.requests).toHaveLength(1);
  });
});

describe('an answer that does not come to its end', () => {
  const begun: MockReply = { text: ['one ', 'two ', 'three'], after: 2 };

  test.each([
    ['cut', 'model-cut', 'broke off'],
    ['truncated', 'model-cut', 'broke off'],
    ['malformed', 'model-protocol', 'In the middle of the answer of “qwen”'],
    ['stall', 'model-stalled', 'has said nothing for 0.2 seconds'],
  ] as const)('%s', async (fault, code, words) => {
    const server = await mock({ script: { replies: [{ ...begun, fault }] } });
    const { models } = modelsAt(server.url, { timeout: 0.2 });
    const said: string[] = [];
    const found = await failureOf(models.chat(asked({ text: (piece) => said.push(piece) })));
    expect(found.code).toBe(code);
    expect(found.text).toContain(words);
    expect(said).toEqual(['one ', 'two ']);
    // What was told can't be taken back, so nothing was tried again.
    expect(server.requests).toHaveLength(1);
  });

  test('or does not even begin', async () => {
    const server = await mock({ script: { replies: [{ fault: 'stall', after: 0 }] } });
    const { models } = modelsAt(server.url, { timeout: 0.05 });
    expect((await failureOf(models.chat(asked()))).code).toBe('model-stalled');
  });

  test('an error in the middle', async () => {
    const server = await serve((_, response) => {
      response.setHeader('content-type', 'text/event-stream');
      const first = { choices: [{ delta: { content: 'one' } }] };
      response.write(`data: ${JSON.stringify(first)}\n\n`);
      response.end(`data: ${JSON.stringify({ error: { message: 'out of memory' } })}\n\n`);
    });
    const { code, text } = await failureOf(modelsAt(server.url('/v1')).models.chat(asked()));
    expect(code).toBe('model-server');
    expect(text).toMatch(/in the middle of the answer of “qwen”: out of memory$/);
  });

  test('is left when it is called off, and the server hears of it', async () => {
    const left = new Promise<boolean>((resolve) => {
      void mock({
        script: { replies: [{ ...begun, fault: 'stall' }] },
        answered: ({ aborted }) => resolve(aborted),
      }).then(async ({ url }) => {
        const abort = new AbortController();
        const reason = new Error('enough');
        const text = (): void => abort.abort(reason);
        const { models } = modelsAt(url);
        await expect(models.chat(asked({ signal: abort.signal, text }))).rejects.toBe(reason);
      });
    });
    expect(await left).toBe(true);
  });
});

describe('an answer that is none', () => {
  test.each([
    ['nothing', { text: '' }, 'model-empty', ''],
    [
      'only thoughts',
      { reasoning: 'hm', text: '', finish_reason: 'length' },
      'model-empty',
      'max_tokens',
    ],
    ['a tool’s call', { text: ' ', finish_reason: 'tool_calls' }, 'model-empty', ''],
    ['filtered', { text: 'Well', finish_reason: 'content_filter' }, 'model-refused', 'on_error'],
  ] as const)('%s', async (_, reply, code, hint) => {
    const server = await mock({ script: { replies: [reply] } });
    const found = await failureOf(modelsAt(server.url).models.chat(asked()));
    expect(found.code).toBe(code);
    expect(found.hint).toContain(hint);
  });

  test('a refusal, with its words', async () => {
    const server = await serve((_, response) => {
      response.setHeader('content-type', 'text/event-stream');
      const parts = ['I can’t ', 'help with that.'].map((refusal) => ({ delta: { refusal } }));
      for (const part of [...parts, { delta: {}, finish_reason: 'stop' }]) {
        response.write(`data: ${JSON.stringify({ choices: [part] })}\n\n`);
      }
      response.end();
    });
    const { text } = await failureOf(modelsAt(server.url('/v1')).models.chat(asked()));
    expect(text).toBe('The model “qwen” refuses to answer: I can’t help with that.');
  });

  test('a prompt that is too long is not even sent', async () => {
    const server = await mock();
    const { models } = modelsAt(server.url, { contextTokens: 10 });
    const messages = [{ role: 'user', content: '字'.repeat(30) }] as const;
    const { text } = await failureOf(models.chat(asked({ messages })));
    expect(text).toContain('about 20 tokens, and it takes 10');
    expect(server.requests).toEqual([]);
  });
});
