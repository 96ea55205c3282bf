import { describe, expect, it } from 'vitest';
import { extractor } from '../../src/components/extractor.ts';
import type { Value, ValueObject } from '../../src/flow/value.ts';
import { localModels, mock, modelsAt } from '../models/asking.ts';
import { failure, findings, stage } from './stage.ts';

const local = extractor(localModels());
const config = {
  fields: {
    name: 'string',
    years: { type: 'integer', description: 'of experience' },
    skills: { type: 'list', items: 'string' },
    level: { type: 'string', enum: ['junior', 'senior'], required: false },
  },
};

async function extracted(json: Value, given: ValueObject = config): Promise<ValueObject> {
  const { url } = await mock({ script: { replies: [{ json }] } });
  return stage(extractor(modelsAt(url).models), given).run({ text: '张三，五年经验' });
}

describe('fields', () => {
  it('are outputs beside the whole', async () => {
    const data = { name: '张三', years: 5, skills: ['TypeScript'], level: 'senior' };
    expect(Object.entries(await extracted(data))).toEqual([
      ['data', data],
      ...Object.entries(data),
    ]);
  });

  it('that the text says nothing of are None', async () => {
    const data = { name: '张三', years: null, skills: [] };
    expect(await extracted(data)).toEqual({ data, ...data, level: null });
  });

  it('that nobody has asked for are left out', async () => {
    const data = { name: '张三', years: 5, skills: [] };
    expect(await extracted({ ...data, prompt: 'x', __proto: 1 })).toEqual({
      data,
      ...data,
      level: null,
    });
  });

  it.each([
    [{ years: 5, skills: [] }, 'name'],
    [{ name: 'a', years: 'five', skills: [] }, 'years'],
    [{ name: 'a', years: 5, skills: [1] }, 'skills[0]'],
    [{ name: 'a', years: 5, skills: [], level: 'boss' }, 'level'],
    [[], 'object'],
  ])('an answer that does not fit: %j', async (json, place) => {
    const said = await failure(() => extracted(json));
    expect(said).toMatch(/^model-json: /);
    expect(said).toContain(place);
  });

  it('a field may be called like the whole, or __proto__', async () => {
    const fields = JSON.parse('{"data": "string", "__proto__": "string"}') as ValueObject;
    const json = JSON.parse('{"data": "x", "__proto__": "y"}') as Value;
    const outputs = await extracted(json, { fields });
    expect(JSON.stringify(outputs.data)).toBe('{"data":"x","__proto__":"y"}');
  });
});

describe('schema', () => {
  it('says what is an output; the whole has all', async () => {
    const schema = { type: 'object', properties: { city: { type: 'string' } } };
    const data = { city: '北京', text: 'x' };
    expect(await extracted(data, { schema })).toEqual({ data, city: '北京' });
  });

  it('goes to the model as it is', async () => {
    const schema = { type: 'object', properties: { city: { type: 'string' } } };
    const { url, requests } = await mock({ script: { replies: [{ json: { city: '北京' } }] } });
    const { run } = stage(extractor(modelsAt(url).models), { schema, instruction: 'In Chinese.' });
    expect(await run({ text: 'Beijing' })).toEqual({ data: { city: '北京' }, city: '北京' });
    expect(requests[0]?.body).toMatchObject({
      response_format: { json_schema: { schema } },
      messages: [{ role: 'system' }, { role: 'user', content: 'Beijing' }],
    });
    expect(JSON.stringify(requests[0]?.body)).toContain('In Chinese.');
  });
});

it('reads an answer of echo, which is the text', async () => {
  const { run } = stage(local, { fields: { a: 'integer' }, model: 'echo' });
  expect(await run({ text: '{"a": 1}' })).toEqual({ data: { a: 1 }, a: 1 });
  expect(await failure(() => run({ text: 'no' }))).toMatch(/^model-json: /);
});

it('findings', () => {
  const remote = extractor(modelsAt('http://x.test/v1').models);
  expect(findings(remote, config)).toEqual([]);
  expect(findings(local, config)).toEqual(['model-offline']);
  expect(findings(remote, {})).toEqual(['extractor-fields']);
  expect(findings(remote, { fields: {} })).toEqual(['extractor-fields']);
  expect(findings(remote, { schema: { type: 'array' } })).toEqual(['extractor-fields']);
  const schema = { properties: { a: {} } };
  expect(findings(remote, { ...config, schema })).toEqual(['config-exclusive']);
});
