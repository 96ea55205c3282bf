import { describe, expect, it } from 'vitest';
import { classifier } from '../../src/components/classifier.ts';
import type { ValueObject } from '../../src/flow/value.ts';
import { localModels, mock, modelsAt } from '../models/asking.ts';
import { failure, findings, stage } from './stage.ts';

const local = classifier(localModels());
const byExamples = {
  categories: {
    refund: ['我要退款', 'I want my money back', '把钱退给我'],
    delivery: ['快递什么时候到', 'When does my parcel arrive?', '物流到哪了'],
  },
};
const byModel = {
  categories: [
    { name: 'refund', description: 'wants money back', examples: ['我要退款'] },
    { name: 'delivery', description: 'asks for a parcel' },
  ],
  method: 'llm',
};

describe('by examples', () => {
  it('finds the category whose examples are nearest, and says how sure it is', async () => {
    const { run } = stage(local, byExamples);
    const refund = await run({ text: '请退款给我' });
    expect(refund.category).toBe('refund');
    expect(refund.confidence).toBeGreaterThan(0.5);
    expect(await run({ text: 'when will the parcel arrive' })).toMatchObject({
      category: 'delivery',
    });
  });

  it('is unknown where none is near enough', async () => {
    const text = 'Wie wird das Wetter?';
    expect(await stage(local, byExamples).run({ text })).toEqual({
      category: 'unknown',
      confidence: 0,
    });
    const strict = { ...byExamples, threshold: 1 };
    expect(await stage(local, strict).run({ text: '我要退款吗' })).toMatchObject({
      category: 'unknown',
    });
  });

  it('needs a text', async () => {
    const { run } = stage(local, byExamples);
    expect(await failure(() => run({ text: ['a'] }))).toMatch(/^text-input: Classifier/);
  });
});

describe('by a model', () => {
  it('hands over the categories, and the text apart from the instructions', async () => {
    const { url, requests } = await mock({
      script: { replies: [{ when: '钱', json: { category: 'refund' } }] },
    });
    const type = classifier(modelsAt(url).models);
    const config = { ...byModel, instruction: 'Complaints are refunds.' };
    expect(await stage(type, config).run({ text: '钱呢？' })).toEqual({ category: 'refund' });
    const { messages, temperature, response_format } = requests[0]?.body as unknown as {
      messages: { role: string; content: string }[];
      temperature: number;
      response_format: { json_schema: { schema: ValueObject } };
    };
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(messages[0]?.content).toContain('- refund: wants money back; for example "我要退款"');
    expect(messages[0]?.content).toContain('Complaints are refunds.');
    expect(messages[1]?.content).toBe('钱呢？');
    expect(temperature).toBe(0);
    expect(response_format.json_schema.schema).toMatchObject({
      properties: { category: { enum: ['refund', 'delivery', 'unknown'] } },
    });
  });

  it('refuses a category that is none', async () => {
    const { url } = await mock({ script: { replies: [{ json: { category: 'chat' } }] } });
    const { run } = stage(classifier(modelsAt(url).models), byModel);
    expect(await failure(() => run({ text: 'hi' }))).toMatch(/^model-json: .*“category”.*"chat"/);
  });

  it('is what a config means that names a model, or has no examples', () => {
    const names = (config: ValueObject) => local.outputs(config).names;
    expect(names(byExamples)).toEqual(['category', 'confidence']);
    expect(names({ ...byExamples, model: 'qwen' })).toEqual(['category']);
    expect(names({ categories: ['a', 'b'] })).toEqual(['category']);
    expect(names({ ...byModel, method: 'examples' })).toEqual(['category', 'confidence']);
  });
});

describe('findings', () => {
  it('a model that is not there', () => {
    expect(findings(local, byModel)).toEqual(['model-offline']);
    expect(findings(local, { ...byModel, model: 'offline' })).toEqual(['model-offline']);
    expect(findings(local, { ...byModel, model: 'gpt' })).toEqual(['model-unknown']);
    expect(findings(classifier(modelsAt('http://x.test/v1').models), byModel)).toEqual([]);
  });

  it('no categories', () => {
    expect(findings(local, { categories: {}, method: 'examples' })).toEqual([
      'classifier-categories',
    ]);
    expect(findings(local, byExamples)).toEqual([]);
  });
});
