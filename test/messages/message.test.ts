import { describe, expect, it } from 'vitest';
import { message, sayIn } from '../../src/messages/message.ts';

describe('a message', () => {
  const problem = message('answer-invalid/required', { path: 'answer', name: 'a' });

  it('holds another message, which is put into the same language', () => {
    const outer = message('item-processor-item', { index: 3, problem });
    expect(sayIn('en')(outer)).toBe('Item 3 (counted from 0): answer lacks “a”.');
    expect(sayIn('zh')(outer)).toBe('第 3 项（从 0 数起）：answer缺少“a”。');
  });

  it('picks the form of a word by a number, and keeps doubled braces as one', () => {
    const some = (count: number): string =>
      sayIn('en')(message('items-skipped', { count, problem }));
    expect(some(1)).toMatch(/^1 item has failed and is left out\./);
    expect(some(2)).toMatch(/^2 items have failed and are left out\./);
    expect(sayIn('en')(message('item-processor-type/hint'))).toContain('“inputs: { batch: … }”');
  });

  it('tells a list with the commas of the language, and cuts it short without a full stop', () => {
    const known = (...names: string[]) => message('known/nodes', { known: names });
    expect(sayIn('en')(known('a', 'b'))).toBe('Nodes of this flow: a, b.');
    expect(sayIn('zh')(known('a', 'b'))).toBe('本流程的节点：a、b。');
    expect(sayIn('en')(known('a', '…'))).toBe('Nodes of this flow: a, …');
    expect(sayIn('zh')(known('a', '…'))).toBe('本流程的节点：a、…');
  });

  it('does not look for places in what is put into it', () => {
    const nasty = message('transform-empty', { node: '{node} $& {{' });
    expect(sayIn('en')(nasty)).toContain('“{node} $& {{”');
  });
});
