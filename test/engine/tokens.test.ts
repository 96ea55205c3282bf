import { expect, test } from 'vitest';
import { TokenAccount } from '../../src/engine/tokens.ts';

test('what is set aside by a part is nobody else’s', () => {
  const run = TokenAccount.forRun(100);
  const [one, other] = [run.part(), run.part()];
  one.hold(60);
  expect([run.left, other.left, run.used]).toEqual([40, 40, 0]);
  one.hold(-60);
  one.spend({ prompt_tokens: 10, completion_tokens: 40, total_tokens: 50 });
  expect([other.left, other.usage, run.used]).toEqual([50, undefined, 50]);
  expect(TokenAccount.forRun().left).toBe(Infinity);
});
