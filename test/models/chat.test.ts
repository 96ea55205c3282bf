import { describe, expect, test } from 'vitest';
import type { Value } from '../../src/flow/value.ts';
import { own, type ValueObject } from '../../src/flow/value.ts';
import { serve } from '../http/servers.ts';
import { asked, failureOf, mock, modelsAt } from './asking.ts';

/** An answer of any server: events, each a chunk's JSON. */
function events(...chunks: unknown[]): string {
  return [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]']
    .map((data) => `data: ${data}\n\n`)
    .join('');
}

function chunk(delta: object, finish: string | null = null): object {
  return { choices: [{ index: 0, delta, finish_reason: finish }] };
}

describe('an answer', () => {
  test('comes token by token: each is told before the server sends the next', async () => {
    const said: string[] = [];
    let wake = (): void => undefined;
    const server = await mock({
      script: { replies: [{ text: ['one ', 'two ', 'three'] }] },
      // The next chunk is sent only when the one before it has been told: what buffers waits for ever.
      pace: async ({ chunk: next }) => {
        while (said.length < next) await new Promise<void>((resolve) => (wake = resolve));
      },
    });
    const { models } = modelsAt(server.url);
    const text = (piece: string): void => {
      said.push(piece);
      wake();
    };
    const answer = await models.chat(asked({ text }));
    expect(said).toEqual(['one ', 'two ', 'three']);
    expect(answer).toMatchObject({ text: 'one two three', finishReason: 'stop', model: 'qwen' });
    expect(answer.usage?.total_tokens).toBeGreaterThan(0);
  });

  test('keeps thoughts apart, wherever a server puts them', async () => {
    const server = await mock({
      script: { replies: [{ reasoning: ['let ', 'me see'], text: '4' }] },
    });
    const thought: string[] = [];
    const { models } = modelsAt(server.url);
    const answer = await models.chat(asked({ reasoning: (piece) => thought.push(piece) }));
    expect(answer).toMatchObject({ text: '4', reasoning: 'let me see' });
    expect(thought).toEqual(['let ', 'me see']);

    const inline = await serve((_, response) => {
      response.setHeader('content-type', 'text/event-stream');
      const pieces = ['<th', 'ink>let me', ' see</thi', 'nk>\n\n', '4 <think> 5'];
      response.end(events(...pieces.map((content) => chunk({ content })), chunk({}, 'stop')));
    });
    const other = modelsAt(inline.url('/v1')).models;
    expect(await other.chat(asked())).toMatchObject({
      text: '4 <think> 5',
      reasoning: 'let me see',
    });
  });

  test('of a server that does not stream is taken whole', async () => {
    const server = await serve((_, response) => {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      const message = { role: 'assistant', content: 'whole' };
      response.end(JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] }));
    });
    const answer = await modelsAt(server.url('/v1')).models.chat(asked());
    expect(answer).toMatchObject({ text: 'whole', usage: null });
  });
});

describe('a request', () => {
  test('holds what was asked for, and no more', async () => {
    const server = await mock();
    const { models } = modelsAt(
      server.url,
      { headers: new Map([['X-Team', '${env.TEAM}-1']]) },
      { TEAM: 'red' },
    );
    const messages = [
      { role: 'system', content: 'be short' },
      { role: 'user', content: '你好' },
    ] as const;
    await models.chat(asked({ messages, temperature: 0.5, maxTokens: 20 }));
    const [request] = server.requests;
    expect(request?.body).toEqual({
      model: 'qwen-plus',
      messages,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.5,
      max_tokens: 20,
    });
    expect(request?.headers).toMatchObject({ 'x-team': 'red-1', 'user-agent': 'bisheng' });
    expect(request?.headers.authorization).toBeUndefined();
    expect(
      Object.keys(request?.headers ?? {}).filter((name) => name.includes('stainless')),
    ).toEqual([]);
  });

  test('has the key that the environment holds', async () => {
    const server = await mock({ script: { api_key: 'sk-right-key' } });
    const { models } = modelsAt(server.url, { keyVariable: 'KEY' }, { KEY: ' sk-right-key\n' });
    expect((await models.chat(asked())).text).toBe('hello');
  });

  test('leaves out what the server refuses, and remembers it', async () => {
    const server = await serve(({ body }, response) => {
      const request = JSON.parse(body) as ValueObject;
      const refuse = (message: string): void => {
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { message, type: 'invalid_request_error' } }));
      };
      const format = own(request, 'response_format') as ValueObject | undefined;
      if (own(request, 'stream_options')) refuse('Unrecognized request argument: stream_options');
      else if (own(request, 'max_tokens')) {
        refuse("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.");
      } else if (format?.type === 'json_schema')
        refuse('This response_format type is unavailable now');
      else {
        response.setHeader('content-type', 'text/event-stream');
        response.end(events(chunk({ content: '{"n": 1}' }, 'stop')));
      }
    });
    const { models } = modelsAt(server.url('/v1'));
    const question = asked({ maxTokens: 9, schema: { type: 'object' } });
    expect((await models.chat(question)).json).toEqual({ n: 1 });
    expect(server.seen).toHaveLength(4);
    await models.chat(question);
    expect(server.seen).toHaveLength(5);
    const last = JSON.parse(server.seen[4]?.body ?? '') as Record<string, Value>;
    expect(last).toMatchObject({
      max_completion_tokens: 9,
      response_format: { type: 'json_object' },
    });
  });
});

describe('JSON', () => {
  test.each([
    ['plain', '{"a": [1, 2]}'],
    ['in a fence', 'Here it is:\n```json\n{"a": [1, 2]}\n```\nDone.'],
    ['behind a sentence', 'The answer is {"a": [1, 2]}.'],
  ])('is found %s', async (_, text) => {
    const server = await mock({ script: { replies: [{ text }] } });
    const answer = await modelsAt(server.url).models.chat(asked({ schema: { type: 'object' } }));
    expect(answer.json).toEqual({ a: [1, 2] });
    const [request] = server.requests;
    expect(request?.body).toMatchObject({
      response_format: { type: 'json_schema', json_schema: { schema: { type: 'object' } } },
    });
  });

  test('that is none is told, and that it was cut off', async () => {
    const server = await mock({
      script: {
        replies: [
          { text: 'I would rather not.', times: 1 },
          { text: '{"a": [1, ', finish_reason: 'length' },
        ],
      },
    });
    const { models } = modelsAt(server.url);
    const question = asked({ schema: { type: 'object' } });
    expect(await failureOf(models.chat(question))).toMatchObject({
      code: 'model-json',
      text: 'The answer of “qwen” should be JSON and is not: I would rather not.',
    });
    expect(await failureOf(models.chat(question))).toMatchObject({
      code: 'model-json',
      hint: 'Raise “max_tokens”.',
    });
  });
});
