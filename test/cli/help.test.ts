import { expect, it } from 'vitest';
import { wrapped } from '../../src/cli/help.ts';

it.each([
  ['A text for the flow', 10, 'A text for\nthe flow'],
  ['文件、文件夹、通配符，或用 - 表示标准输入', 16, '文件、文件夹、\n通配符，或用 -\n表示标准输入'],
  ['一个没有标点的长句子', 6, '一个没有标点的长句子'],
  ['', 10, ''],
])('%j in %d columns', (text, columns, lines) => {
  expect(wrapped(text, columns)).toBe(lines);
});
