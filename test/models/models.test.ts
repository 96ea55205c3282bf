import { describe, expect, test } from 'vitest';
import { serve } from '../http/servers.ts';
import { sayIn } from '../../src/messages/message.ts';
import { createModels } from '../../src/models/create-models.ts';
import {
  modelSecrets,
  type ModelConfig,
  type ModelsConfig,
} from '../../src/models/model-config.ts';
import type { Models } from '../../src/models/models.ts';
import { asked, failureOf, mock, modelsAt, say } from './asking.ts';

const chat: ModelConfig = { kind: 'chat', baseUrl: 'http://127.0.0.1:1/v1', model: 'm' };
const embedding: ModelConfig = { ...chat, kind: 'embedding' };

function configured(models: Record<string, ModelConfig>, chosen?: string): Models {
  const config: ModelsConfig = {
    models: new Map(Object.entries(models)),
    ...(chosen !== undefined && { default: chosen }),
  };
  const door = { open: () => Promise.reject(new Error('no network')) };
  return createModels({ config, environment: {}, door });
}

describe('names', () => {
  test('are those of bisheng.yaml that answer, and the two that are always there', () => {
    const models = configured({ bge: embedding, qwen: chat });
    expect(models.names()).toEqual(['qwen', 'offline', 'echo']);
    expect(models.embedding).toBe('bge');
    expect(['qwen', 'offline', 'echo', undefined].every((name) => models.has(name))).toBe(true);
    expect(['bge', 'Qwen', '', '__proto__', 'constructor'].some((name) => models.has(name))).toBe(
      false,
    );
  });

  test('none is the default: the one that is chosen, else the first, else offline', async () => {
    expect((await configured({ qwen: chat }, 'echo').chat(asked())).model).toBe('echo');
    expect((await configured({ bge: embedding }).chat(asked())).model).toBe('offline');
    const { code } = await failureOf(
      configured({ qwen: { ...chat, keyVariable: 'K' } }).chat(asked()),
    );
    expect(code).toBe('model-key-missing');
  });

  test('that nobody configured are an error with the nearest, also where none is configured', async () => {
    const some = configured({ qwen: chat, bge: embedding });
    expect((await failureOf(some.chat(asked({ model: 'qwn' })))).hint).toBe('Did you mean “qwen”?');
    expect((await failureOf(some.chat(asked({ model: 'gpt' })))).hint).toBe(
      'There are qwen, offline, echo.',
    );
    expect((await failureOf(some.chat(asked({ model: 'bge' })))).text).toContain('embeddings');
    const none = await failureOf(configured({}).chat(asked({ model: 'qwen-plus' })));
    expect(none.text).toBe('There is no model “qwen-plus” in bisheng.yaml.');
    expect(none.hint).toContain('No model is configured yet');
  });
});

describe('echo', () => {
  test('says the last message, piece by piece', async () => {
    const pieces: string[] = [];
    const messages = [
      { role: 'system', content: 'x' },
      { role: 'user', content: 'Hello, 世界！ bye ' },
    ] as const;
    const question = asked({ model: 'echo', messages, text: (piece) => pieces.push(piece) });
    const answer = await configured({}).chat(question);
    expect(answer.text).toBe('Hello, 世界！ bye ');
    expect(pieces).toEqual(['Hello,', ' 世', '界', '！', ' bye', ' ']);
    expect(answer.usage?.total_tokens).toBe(0);
  });
});

describe('offline', () => {
  const context = [
    'The warranty lasts two years. Refunds arrive within seven days of the return.',
    'Batteries are not covered. 退款在七个工作日内到账。会员购物享受九折优惠。',
    '保修期为两年，自购买之日起计算。# 配送',
  ].join('\n');
  const ask = (question: string): Promise<{ text: string }> =>
    configured({}).chat(asked({ model: 'offline', question, context }));

  test.each([
    ['en', 'When do refunds arrive?', 'Refunds arrive within seven days of the return.'],
    ['en', 'Is a battery covered by the warranty?', 'Batteries are not covered.'],
    ['zh', '退款多久到账？', '退款在七个工作日内到账。'],
    ['zh', '保修期有多长？', '保修期为两年，自购买之日起计算。'],
  ] as const)(
    'picks what bears on a question, and says what it is (%s: %s)',
    async (lang, question, sentence) => {
      const { text } = await ask(question);
      expect(text).toContain(`\n\n`);
      expect(text.split('\n').slice(2)).toContain(sentence);
      expect(text.startsWith(sayIn(lang)({ key: 'offline-answer' }))).toBe(true);
    },
  );

  test('cites where a sentence stands', async () => {
    const passages = [
      '[1] refund.md:12 › Refunds\nWrite to us. Refunds arrive within seven days.',
      '[2]\nRefunds of gifts take ten days.',
      '[3] other.md\nThe canteen opens at noon.',
    ].join('\n\n');
    const question = 'When do refunds arrive?';
    const { text } = await configured({}).chat(asked({ question, context: passages }));
    expect(text.split('\n\n').slice(1)).toEqual([
      'Refunds arrive within seven days. [1]\nRefunds of gifts take ten days. [2]',
      '[1] refund.md:12 › Refunds\n[2]',
    ]);
  });

  test('a heading and a number say what a sentence is about', async () => {
    const passages = [
      '[1] 保修.md:5 › 保修与维修 › 保修期\n电子产品两年，电池六个月。',
      '[2] 保修.md:13 › 保修与维修 › 送修\n请先在线登记。',
    ].join('\n\n');
    const { text } = await configured({}).chat(
      asked({ question: '保修期是多久？', context: passages }),
    );
    expect(text).toContain('电子产品两年，电池六个月。 [1]');
    expect(text).not.toContain('在线登记');
  });

  test('says so where nothing bears on it', async () => {
    expect((await ask('Who won the cup in 1998?')).text).toBe(
      say({ key: 'offline-answer/nothing' }),
    );
    expect((await ask('???')).text).toBe(say({ key: 'offline-answer/nothing' }));
  });

  test('finds both in a prompt', async () => {
    const content = `Answer from this:\n\n${context}\n\nQuestion: How long is the warranty?`;
    const messages = [{ role: 'user', content }] as const;
    const { text } = await configured({}).chat(asked({ model: 'offline', messages }));
    expect(text.split('\n').slice(2)).toEqual(['The warranty lasts two years.']);
  });

  test('fills no schema', async () => {
    const question = asked({ model: 'offline', schema: { type: 'object' } });
    expect((await failureOf(configured({}).chat(question))).code).toBe('model-offline');
  });

  test('is not slowed down by a long text', async () => {
    const long = Array.from({ length: 20_000 }, (_, n) => `第${n}条规定说明了第${n}件事。`).join(
      '',
    );
    const { text } = await configured({}).chat(
      asked({ model: 'offline', question: '第777条说明了什么？', context: long }),
    );
    expect(text).toContain('第777条');
  });
});

describe('embeddings', () => {
  test('come in the order of the texts, in batches', async () => {
    const server = await mock({ script: { dimensions: 8 } });
    const { models } = modelsAt(server.url, { kind: 'embedding' });
    const texts = Array.from({ length: 23 }, (_, n) => `text ${n}`);
    const { signal } = new AbortController();
    const vectors = await models.embed(texts, signal);
    expect(vectors.map(({ length }) => length)).toEqual(texts.map(() => 8));
    const sizes = server.requests.map(({ body }) => (body as { input: string[] }).input.length);
    expect(sizes.toSorted((a, b) => b - a)).toEqual([10, 10, 3]);
    const [alone] = await models.embed(['text 17'], signal);
    expect(vectors[17]).toEqual(alone);
    expect(await models.embed([], signal)).toEqual([]);
  });

  test.each([
    ['null', 'gives as embeddings'],
    ['no JSON', 'gives as embeddings'],
    ['{"data":{"length":5}}', 'gives as embeddings'],
    ['{"data":[null]}', 'gives as embeddings'],
    ['{"data":[{"embedding":[1e999,null]}]}', 'gives as embeddings'],
    ['{"data":[{"embedding":[1,"2"]}]}', 'gives as embeddings'],
    ['{"data":[{"embedding":[]}]}', 'gives as embeddings'],
    ['{"data":[{"embedding":[0,0,0]}]}', 'nothing but zeros'],
    ['{"data":[{"embedding":[1,0]}]}', '3 numbers before, 2 now'],
  ])('that are none, or can’t be compared: %s', async (body, words) => {
    const bodies = ['{"data":[{"index":0,"embedding":[1,0,0]}]}', body];
    const server = await serve((_, response, count) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(bodies[count - 1]);
    });
    const { models } = modelsAt(server.url('/v1'), { kind: 'embedding' });
    const { signal } = new AbortController();
    expect(await models.embed(['x'], signal)).toEqual([Float32Array.of(1, 0, 0)]);
    const { code, text } = await failureOf(models.embed(['x'], signal));
    expect(code).toBe('model-embedding');
    expect(text).toContain(words);
  });

  test('fail in words', async () => {
    const server = await mock({ script: { replies: [{ kind: 'embedding', status: 500 }] } });
    const { models } = modelsAt(server.url, { kind: 'embedding' });
    const { signal } = new AbortController();
    const texts = Array.from({ length: 100 }, () => 'x');
    expect((await failureOf(models.embed(texts, signal))).code).toBe('model-server');
    // Four at once, three tries each: after that nothing more is asked.
    expect(server.requests.length).toBeLessThanOrEqual(12);
    expect((await failureOf(configured({}).embed(['x'], signal))).text).toBe(
      'No model for embeddings is configured.',
    );
  });
});

test('the secrets of models are what the environment holds for the variables that they name', () => {
  const headers = new Map([['X-Key', 'Bearer ${env.GATEWAY}']]);
  const models = new Map([
    ['a', { ...chat, keyVariable: 'A_KEY', headers }],
    ['b', { ...chat, keyVariable: 'UNSET' }],
  ]);
  const environment = { A_KEY: ' one-secret ', GATEWAY: 'two-secret', OTHER: 'three' };
  expect(modelSecrets({ models }, environment)).toEqual(['one-secret', 'two-secret']);
});
