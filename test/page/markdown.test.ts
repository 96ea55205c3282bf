import { expect, test } from 'vitest';
import { blocksOf } from '../../src/page/text/markdown.ts';

test('lists in lists, and numbers that go on behind a paragraph', () => {
  const text = '1. one\n   - a\n   - b\n2. two\n\nBetween.\n\n3. three\n- other';
  const item = (words: string, ...lists: unknown[]) => ({ text: words, lists });
  const inner = { kind: 'list', start: undefined, items: [item('a'), item('b')] };
  expect(blocksOf(text)).toEqual([
    { kind: 'list', start: 1, items: [item('one', inner), item('two')] },
    { kind: 'paragraph', text: 'Between.' },
    { kind: 'list', start: 3, items: [item('three')] },
    { kind: 'list', start: undefined, items: [item('other')] },
  ]);
});

test('a list that goes deeper and deeper is no deeper than a page can show', () => {
  const text = Array.from({ length: 5_000 }, (_, n) => `${' '.repeat(2 * n)}- x`).join('\n');
  const depth = (blocks: readonly unknown[]): number =>
    Math.max(
      0,
      ...(blocks as { items: { lists: unknown[] }[] }[]).map(
        ({ items }) => 1 + depth(items[0]!.lists),
      ),
    );
  expect(depth(blocksOf(text))).toBe(9);
});
