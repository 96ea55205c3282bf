import { describe, expect, it } from 'vitest';
import { cutPassages } from '../../src/knowledge/cut-passages.ts';
import type { Block } from '../../src/knowledge/read/document.ts';

function block(text: string, more: Partial<Block> = {}): Block {
  return { text, headings: [], ...more };
}

describe('cutting into passages', () => {
  it('joins short paragraphs below one heading and keeps where the first begins', () => {
    const passages = cutPassages('a.md', [
      block('One.', { headings: ['A'], line: 3 }),
      block('Two.', { headings: ['A'], line: 5 }),
      block('Three.', { headings: ['B'], line: 9 }),
    ]);
    expect(passages).toEqual([
      { text: 'One.\n\nTwo.', source: { file: 'a.md', headings: ['A'], page: null, line: 3 } },
      { text: 'Three.', source: { file: 'a.md', headings: ['B'], page: null, line: 9 } },
    ]);
  });

  it('joins nothing across pages, and no rows of a table', () => {
    const pages = cutPassages('a.pdf', [block('one', { page: 1 }), block('two', { page: 2 })]);
    expect(pages.map(({ source }) => source.page)).toEqual([1, 2]);
    const rows = [block('r1', { alone: true }), block('r2', { alone: true }), block('text')];
    expect(cutPassages('a.csv', rows)).toHaveLength(3);
  });

  it('cuts a long paragraph between sentences, losing nothing, and counts lines', () => {
    const sentences = Array.from(
      { length: 60 },
      (_, n) => `这是第${n}句话，说的是退款的规则和期限。`,
    );
    const text = sentences.join('\n');
    const passages = cutPassages('a.md', [block(text, { line: 10 })]);
    expect(passages.length).toBeGreaterThan(2);
    expect(passages.map((passage) => passage.text).join('\n')).toBe(text);
    for (const passage of passages) {
      expect(passage.text.endsWith('。')).toBe(true);
      expect(passage.text.length).toBeLessThanOrEqual(500);
      const [first = ''] = passage.text.split('\n');
      expect(passage.source.line).toBe(10 + sentences.indexOf(first));
    }
  });

  it('cuts what has no sentences too, never inside a character', () => {
    const text = '😀'.repeat(3_000);
    const passages = cutPassages('a.txt', [block(text)]);
    expect(passages.map((passage) => passage.text).join('')).toBe(text);
    for (const passage of passages) expect(passage.text).toMatch(/^(?:😀)+$/);
  });
});
