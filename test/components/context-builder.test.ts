import { describe, expect, it } from 'vitest';
import { contextBuilder } from '../../src/components/context-builder.ts';
import type { Value, ValueObject } from '../../src/flow/value.ts';
import { failure, stage, type Props } from './stage.ts';

const template = 'Known:\n{context}\n\nAsked: {question}';

function passage(text: string, score: number, line: number): ValueObject {
  return { text, score, source: { file: 'a.md', headings: ['H'], page: null, line } };
}
const three = [passage('best', 0.9, 1), passage('good', 0.8, 5), passage('poor', 0.7, 9)];
const all = '[1] a.md:1 › H\nbest\n\n[2] a.md:5 › H\ngood\n\n[3] a.md:9 › H\npoor';

async function prompt(
  config: ValueObject,
  inputs: Record<string, Value>,
  props: Props = { runInputs: { input: 'What?' } },
): Promise<Value | undefined> {
  return (await stage(contextBuilder, { template, ...config }, props).run(inputs)).prompt;
}

describe('ContextBuilder', () => {
  it('fills in the passages and what was asked', async () => {
    const { run } = stage(contextBuilder, { template }, { runInputs: { input: 'What?' } });
    expect(await run({ passages: three, context: all })).toEqual({
      prompt: `Known:\n${all}\n\nAsked: What?`,
      context: all,
      question: 'What?',
    });
  });

  it('takes a question that is bound before the run’s text', async () => {
    expect(await prompt({}, { context: 'x', question: 'Why?' })).toBe('Known:\nx\n\nAsked: Why?');
    const named = { runInputs: { q: 'named text', n: 3 } };
    expect(await prompt({}, { context: 'x' }, named)).toBe('Known:\nx\n\nAsked: named text');
  });

  it('fails where the template asks for a question and there is none, or two texts', async () => {
    for (const runInputs of [{}, { a: 'x', b: 'y' }]) {
      const run = () => prompt({}, { context: 'x' }, { runInputs });
      expect(await failure(run)).toMatch(/^context-question: .*“n”/);
    }
    const without = { template: 'Only {context}' };
    expect(await prompt(without, { context: 'x' }, { runInputs: {} })).toBe('Only x');
  });

  it('takes other names in scope, and braces that are doubled', async () => {
    const { run } = stage(contextBuilder, { template: '{{{tone}}} {context}' });
    const outputs = await run({ context: 'x' }, { tone: 'kind' });
    expect(outputs.prompt).toBe('{kind} x');
  });

  it('leaves out whole passages, the lowest score first, to keep to its budget', async () => {
    const shuffled = [three[2], three[0], three[1]] as Value[];
    const text = '[1] a.md:9 › H\npoor\n\n[2] a.md:1 › H\nbest\n\n[3] a.md:5 › H\ngood';
    const inputs = { passages: shuffled, context: text };
    const kept = async (budget: number): Promise<string[]> => {
      const found = (await prompt({ token_budget: budget }, inputs)) as string;
      return ['poor', 'best', 'good'].filter((word) => found.includes(word));
    };
    expect(await kept(1_000)).toEqual(['poor', 'best', 'good']);
    expect(await kept(22)).toEqual(['best', 'good']);
    expect(await kept(15)).toEqual(['best']);
    expect(await kept(8)).toEqual([]);
    expect(await prompt({ token_budget: 22 }, inputs)).toContain(
      '[1] a.md:1 › H\nbest\n\n[2] a.md:5',
    );
  });

  it('warns where the rest of the prompt is over the budget by itself', async () => {
    const long = { template: `${'word '.repeat(50)}{context}`, token_budget: 10 };
    const { run, told } = stage(contextBuilder, long);
    await run({ passages: three, context: all });
    expect(told.warnings).toEqual([expect.stringMatching(/^context-budget: .*“n”.*10/)]);
  });

  it('takes a context of another node as it is', async () => {
    expect(await prompt({ token_budget: 5 }, { passages: three, context: 'mine' })).toContain(
      'Known:\nmine\n',
    );
    expect(await prompt({}, {})).toBe('Known:\n\n\nAsked: What?');
  });

  it('says once what two searches have found', async () => {
    const found = await prompt({}, { passages: [...three, ...three] });
    expect(found).toBe(`Known:\n${all}\n\nAsked: What?`);
  });

  it('takes texts as passages, and refuses what is none', async () => {
    expect(await prompt({}, { passages: ['one', { text: 'two', source: 'my notes' }] })).toContain(
      '[1]\none\n\n[2] my notes\ntwo',
    );
    expect(await failure(() => prompt({}, { passages: [3] }))).toMatch(
      /^context-passages: .*\[3\]/,
    );
    expect(await failure(() => prompt({}, { passages: 'text' }))).toMatch(/^context-passages/);
  });
});
