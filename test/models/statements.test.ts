import { describe, expect, test } from 'vitest';
import { bestStatements } from '../../src/models/best-statements.ts';
import { statementsOf } from '../../src/models/statements.ts';

const texts = (text: string): string[] => statementsOf(text).map((statement) => statement.text);
const best = (question: string, text: string): string[] =>
  bestStatements(question, text, 1).map((statement) => statement.text);

describe('what a text says', () => {
  test('rows of a table, each whole, with the names of its columns', () => {
    expect(texts('| 司龄 | 年假天数 |\n|---|---|\n| 一年 | 5 |\n| 十年 | 15 |')).toEqual([
      '司龄: 一年; 年假天数: 5',
      '司龄: 十年; 年假天数: 15',
    ]);
    expect(texts('| a | b |\n| c | d |')).toEqual(['a; b', 'c; d']);
  });

  test('a row that was read from a file, in one line', () => {
    expect(texts('[1] faq.csv:2\n问题: 食堂几点开门？\n答案: 早上七点半。')).toEqual([
      '问题: 食堂几点开门？; 答案: 早上七点半。',
    ]);
  });

  test('sentences, also over the ends of lines that a page’s width has broken', () => {
    const wrapped =
      'Click Forgot on the login page. A mail with a link\ncomes within two minutes, and the link works.';
    expect(texts(wrapped)).toEqual([
      'Click Forgot on the login page.',
      'A mail with a link comes within two minutes, and the link works.',
    ]);
    expect(texts('第一句。第二句！\n- one item\n- another')).toEqual([
      '第一句。',
      '第二句！',
      'one item',
      'another',
    ]);
  });

  test('no headings, questions, or lines that lead on to others', () => {
    expect(texts('# Refunds\n\nHow long?\n\n---\n\nThese:\n- seven days')).toEqual(['seven days']);
  });
});

describe('what bears on a question', () => {
  test.each([
    [
      'How do I reset my password?',
      'How do I reset my password?\n\nClick Forgot.\n\nBring a coat.',
    ],
    [
      'How do I reset my password?',
      '## Reset my password\n\nClick Forgot.\n\n## Coats\n\nBring a coat.',
    ],
    [
      'How do I reset my password?',
      '**How do I reset my password?**\nClick Forgot.\n**And coats?**\nBring a coat.',
    ],
  ])('is below it, where it stands in the text: %s', (question, text) => {
    expect(best(question, text)).toEqual(['Click Forgot.']);
  });

  test('is the row that it names', () => {
    const table = '| 会议室 | 容纳人数 |\n|---|---|\n| 黄河 | 8 |\n| 长城 | 20 |';
    expect(best('长城会议室能容纳多少人', table)).toEqual(['会议室: 长城; 容纳人数: 20']);
  });

  test('is nothing where no word is shared', () => {
    expect(best('Who won the cup?', 'The canteen opens at noon.')).toEqual([]);
  });
});
