import { describe, expect, it } from 'vitest';
import { WordIndex } from '../../src/knowledge/word-index.ts';

const texts = [
  '退款会在三个工作日内到账。',
  '换货的邮费由我们承担。',
  '上海办事处周末不上班。',
  'Refunds are paid within three days.',
  'Our webhooks carry a signature.',
  '食堂在负一层。',
];

function indexOf(all: readonly string[]): WordIndex {
  const index = new WordIndex();
  for (const [id, text] of all.entries()) index.add(id, { headings: '', text });
  return index;
}

const read = (id: number) => ({ headings: '', text: texts[id] ?? '' });
const best = (index: WordIndex, question: string) => index.search(question, 10, read)[0];

describe('the index of words', () => {
  const index = indexOf(texts);

  it.each([
    ['什么时候能退款', 0],
    ['换货要我付邮费吗', 1],
    ['上海', 2],
    ['When will my refund be paid?', 3],
    ['WEBHOOK signatures', 4],
    ['堂', 5],
  ])('finds %s', (question, id) => {
    expect(best(index, question)?.id).toBe(id);
  });

  it('gives scores from 0 to 1: 1 for all that is asked, less for a part, nothing for none', () => {
    expect(best(index, 'three days')?.score).toBeGreaterThan(0.9);
    const part = best(index, '退款 火星 探测器 轨道')?.score ?? 0;
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(0.7);
    expect(index.search('量子力学', 10, read)).toEqual([]);
    expect(index.search('', 10, read)).toEqual([]);
    expect(index.search('？！…', 10, read)).toEqual([]);
  });

  it('weighs words in headings more', () => {
    const two = new WordIndex();
    const both = [
      { headings: '', text: 'parking and lunch' },
      { headings: 'Parking', text: 'twelve spaces' },
    ];
    for (const [id, one] of both.entries()) two.add(id, one);
    const [first] = two.search('parking', 10, (id) => both[id] ?? { headings: '', text: '' });
    expect(first?.id).toBe(1);
  });

  it('finds words that are the names of what every object has', () => {
    const odd = indexOf(['constructor __proto__ toString']);
    expect(best(odd, '__proto__')?.id).toBe(0);
    expect(best(odd, 'hasOwnProperty')).toBeUndefined();
  });

  it('forgets what is taken out, and finds what is put in afterwards', () => {
    const changing = indexOf(texts);
    changing.remove(0);
    expect(changing.search('退款', 10, read).map(({ id }) => id)).not.toContain(0);
    changing.add(9, { headings: '', text: '退款三天' });
    expect(changing.search('退款', 10, read)[0]?.id).toBe(9);
  });

  it('comes back from its content as it was, without the terms of what was taken out', () => {
    const before = indexOf([...texts, '独一无二的词']);
    before.remove(texts.length);
    const { terms, vectors } = before.content;
    expect(terms).not.toContain('独一');
    const after = new WordIndex(terms, vectors);
    for (const question of ['退款多久', 'refund', '邮费']) {
      expect(after.search(question, 10, read)).toEqual(before.search(question, 10, read));
    }
  });

  it('answers a question as long as a book', () => {
    const question = '退款的规则是什么'.repeat(20_000);
    expect(best(index, question)?.id).toBe(0);
  });
});
