import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/comparison/change.ts';
import type { ComparedFile } from '../../src/comparison/compared-file.ts';
import { sayIn } from '../../src/messages/message.ts';
import { diffMarkdown } from '../../src/reporters/comparison/diff-markdown.ts';
import { diffText } from '../../src/reporters/comparison/diff-text.ts';

const say = sayIn('en');

function file(...changes: Partial<Change>[]): ComparedFile {
  const whole: Change = {
    change: 'changed',
    subject: 'node',
    name: 'llm',
    type: 'LLMGenerator',
    path: 'config.prompt',
    before: null,
    after: null,
  };
  return {
    before: { file: 'a.yaml', revision: 'main' },
    after: { file: 'a.yaml', revision: null },
    changes: changes.map((change) => ({ ...whole, ...change })),
  };
}

const samples: [string, ComparedFile][] = [
  ['nothing', file()],
  ['a value', file({ path: 'config.top_k', before: 3, after: 5 })],
  ['a text of several lines', file({ before: 'a\nb\nc\n', after: 'a\nx\nc\n' })],
  ['a list', file({ path: 'config.tags', before: ['a', 'b'], after: ['a', 'c', 'b'] })],
  ['something new', file({ change: 'added', path: null, after: { config: { top_k: 3 } } })],
  ['a new name', file({ change: 'renamed', path: null, before: 'model', after: 'llm' })],
  ['an order', file({ change: 'reordered', path: 'edges', before: ['a', 'b'], after: ['b', 'a'] })],
  [
    'a condition that is new',
    file({ subject: 'edge', name: 'a → b', type: null, path: 'condition', after: 'x > 1' }),
  ],
];

it.each(samples)('tells of %s', (_, compared) => {
  expect(diffText([compared], say)).toMatchSnapshot('text');
  expect(diffMarkdown([compared], say)).toMatchSnapshot('markdown');
});

describe('what flows hold', () => {
  const evil = '`` ` <img src=x> [a](javascript:1) @everyone\n```\n# heading\n::error::x\u001b[31m';

  it('stays code in Markdown', () => {
    const text = diffMarkdown(
      [
        file(
          { name: evil, path: evil, before: evil, after: `${evil}!` },
          { path: 'x', before: 1, after: evil },
        ),
      ],
      say,
    );
    expect(text).not.toContain('\u001b');
    expect(outsideCode(text)).not.toMatch(/<img|javascript|@everyone|# heading|::error/);
  });

  it('does not get at a terminal', () => {
    const text = diffText([file({ name: evil, path: evil, before: evil, after: 'x' })], say);
    expect(text).not.toMatch(/\u001b|^::/m);
  });
});

/** Markdown without blocks and stretches of code, as CommonMark finds them. */
function outsideCode(text: string): string {
  let fence: string | undefined;
  const kept = text.split('\n').filter((line) => {
    const [, ticks] = /^ *(`{3,})/.exec(line) ?? [];
    if (fence === undefined) {
      if (ticks === undefined) return true;
      fence = ticks;
    } else if (ticks !== undefined && ticks.length >= fence.length && line.trim() === ticks) {
      fence = undefined;
    }
    return false;
  });
  return kept.join('\n').replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, '');
}
