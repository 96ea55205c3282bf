import { expect, test } from 'vitest';
import { sayingOf, sayWanted } from '../../src/server/answer-language.ts';
import { openServer } from './open-server.ts';

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['fr, en;q=0.1, zh;q=0.7', 'zh'],
  ['EN-us', 'en'],
  ['zh;q=0, en', 'en'],
  ['*', 'usual'],
  ['zhuang, en_', 'usual'],
  [';;q=,,', 'usual'],
  [undefined, 'usual'],
] as const)('%s asks for %s', (header, expected) => {
  const usual = sayingOf.en.bind(undefined);
  const wanted = expected === 'usual' ? usual : sayingOf[expected];
  expect(sayWanted(header, usual)).toBe(wanted);
});

test('our routes answer in the language that is asked for, the guide’s in their own', async () => {
  const { ask } = await openServer();
  const chinese = { 'Accept-Language': 'zh-CN' };
  const detail = async (path: string): Promise<unknown> =>
    ((await (await ask('GET', path, undefined, chinese)).json()) as { detail: unknown }).detail;
  expect(await detail('/api/v1/workflows/none')).toMatch(/[一-龥]/);
  expect(await detail('/api/v1/runs?limit=0')).toMatch(/[一-龥]/);
});
