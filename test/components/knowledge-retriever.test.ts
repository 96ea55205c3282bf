import { describe, expect, it } from 'vitest';
import { knowledgeRetriever } from '../../src/components/knowledge-retriever.ts';
import {
  KnowledgeFailure,
  type Knowledge,
  type Passage,
  type SearchOptions,
} from '../../src/knowledge/knowledge.ts';
import { message } from '../../src/messages/message.ts';
import { ModelFailure } from '../../src/models/model-failure.ts';
import { failure, findings, stage } from './stage.ts';

const passages: Passage[] = [
  {
    text: 'Three days.',
    score: 0.91234567,
    source: { file: 'refund.md', headings: ['Refunds', 'Time'], page: null, line: 7 },
  },
  {
    text: 'By card.',
    score: 0.8,
    source: { file: 'pay.pdf', headings: [], page: 3, line: null },
  },
];

interface Asked {
  readonly base: string;
  readonly query: string;
  readonly options: SearchOptions;
}

function fake(answer: () => readonly Passage[] = () => passages) {
  const asked: Asked[] = [];
  const knowledge: Knowledge = {
    names: () => ['shop', 'handbook'],
    has: (name) => ['shop', 'handbook'].includes(name),
    asOf: () => Infinity,
    search: (base, query, options) => {
      asked.push({ base, query, options });
      return new Promise((resolve) => resolve(answer()));
    },
  };
  return { type: knowledgeRetriever(knowledge), asked };
}

describe('KnowledgeRetriever', () => {
  it('gives context with numbers and sources, passages, and whether there are any', async () => {
    const { type, asked } = fake();
    const config = { knowledge_base_id: 'shop', top_k: 2, similarity_threshold: 0.7 };
    expect(await stage(type, config).run({ question: 'When?' })).toEqual({
      context: '[1] refund.md:7 › Refunds › Time\nThree days.\n\n[2] pay.pdf#page=3\nBy card.',
      passages: [
        {
          text: 'Three days.',
          score: 0.9123,
          source: { file: 'refund.md', headings: ['Refunds', 'Time'], page: null, line: 7 },
        },
        {
          text: 'By card.',
          score: 0.8,
          source: { file: 'pay.pdf', headings: [], page: 3, line: null },
        },
      ],
      found: true,
    });
    expect(asked[0]).toMatchObject({
      base: 'shop',
      query: 'When?',
      options: { topK: 2 },
    });
  });

  it('gives an empty context where nothing is found', async () => {
    const { type, asked } = fake(() => []);
    const outputs = await stage(type, { knowledge_base_id: 'shop' }).run({ question: 5 });
    expect(outputs).toEqual({ context: '', passages: [], found: false });
    expect(asked[0]).toMatchObject({ query: '5', options: { topK: 5, threshold: 0 } });
    expect(asked[0]?.options.method).toBeUndefined();
  });

  it('leaves out what is not near enough, and says how near the nearest came', async () => {
    const { type } = fake();
    const one = stage(type, { knowledge_base_id: 'shop', similarity_threshold: 0.9 });
    expect(await one.run({ question: 'When?' })).toMatchObject({
      passages: [{ text: 'Three days.' }],
      found: true,
    });
    expect(one.told.warnings).toEqual([]);
    const none = stage(type, { knowledge_base_id: 'shop', similarity_threshold: 0.92 });
    expect(await none.run({ question: 'When?' })).toMatchObject({ passages: [], found: false });
    expect(none.told.warnings).toEqual([
      'knowledge-none: No passage of the knowledge base “shop” reaches “similarity_threshold” 0.92: the nearest, refund.md:7 › Refunds › Time, scores 0.91.',
    ]);
  });

  it('passes on how it is to search, and what is told meanwhile', async () => {
    const { type, asked } = fake();
    const { run, told } = stage(type, { knowledge_base_id: 'shop', search_type: 'lexical' });
    await run({ question: 'x' });
    const options = asked[0]?.options;
    expect(options?.method).toBe('lexical');
    options?.progress?.(1, 4);
    options?.warn?.('knowledge-file', message('knowledge-file/broken', { base: 'b', file: 'f' }));
    expect(told.progress).toEqual([[1, 4]]);
    expect(told.warnings).toEqual([expect.stringMatching(/^knowledge-file: “f”/)]);
  });

  it('names an unknown base before the run', () => {
    const { type } = fake();
    expect(findings(type, { knowledge_base_id: 'shop' })).toEqual([]);
    expect(findings(type, { knowledge_base_id: 'shpo' })).toEqual(['knowledge-missing']);
    expect(findings(type, { knowledge_base_id: 'shop', similarity_threshold: 1.5 })).toEqual([]);
  });

  it('gives a model for embeddings no more than the run may use', async () => {
    const { asked, type } = fake();
    const retriever = (tokenLimit: number) =>
      stage(type, { knowledge_base_id: 'shop' }, { tokenLimit }).run({ question: 'When?' });
    await retriever(100);
    expect(() => asked[0]?.options.embedding?.(['word '.repeat(40)])).not.toThrow();
    // What the first has used is gone.
    expect(() => asked[0]?.options.embedding?.(['word '.repeat(45)])).toThrow('token-limit');
  });

  it('fails in the words of what failed', async () => {
    const text = message('knowledge-empty', { name: 'shop' });
    const broken = fake(() => {
      throw new KnowledgeFailure('knowledge-empty', text);
    });
    const config = { knowledge_base_id: 'shop' };
    const run = (type: ReturnType<typeof fake>['type']) => () =>
      stage(type, config).run({ question: 'x' });
    expect(await failure(run(broken.type))).toMatch(/^knowledge-empty: .*“shop”/);
    const unreachable = fake(() => {
      throw new ModelFailure('model-unknown/embedding', {});
    });
    expect(await failure(run(unreachable.type))).toMatch(/^model-unknown: /);
    const list = () => stage(fake().type, config).run({ question: ['a'] });
    expect(await failure(list)).toMatch(/^knowledge-question: .*\["a"\]/);
  });
});
