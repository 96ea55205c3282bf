import { expect, test } from 'vitest';
import { answerIn, formOf } from '../../src/mcp/elicitation.ts';
import type { Value } from '../../src/flow/value.ts';

const asked = (schema: Value) => ({ node: 'n', prompt: 'How?', schema });

test.each([
  [
    { type: 'integer', minimum: 1, multipleOf: 2 },
    { type: 'integer', minimum: 1 },
  ],
  [{ type: 'boolean' }, { type: 'boolean' }],
  [
    { type: 'array', items: { type: 'string' } },
    { type: 'string', description: 'JSON: {"type":"array","items":{"type":"string"}}' },
  ],
  [true, { type: 'string', description: 'JSON: true' }],
])('%j is one field', (schema, field) => {
  const question = asked(schema);
  expect(formOf(question)).toEqual({
    message: 'How?',
    requestedSchema: { type: 'object', properties: { answer: field }, required: ['answer'] },
  });
  expect(answerIn(question, { answer: 'x' })).toBe('x');
  expect(answerIn(question, {})).toBeNull();
});

test('an object of simple fields is a form', () => {
  const properties = { a: { type: 'string', pattern: 'x' }, b: { type: 'number' } };
  const question = asked({ type: 'object', properties, required: ['a'] });
  expect(formOf(question).requestedSchema).toEqual({
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'number' } },
    required: ['a'],
  });
  expect(answerIn(question, { a: 'x', b: 1 })).toEqual({ a: 'x', b: 1 });
});

test('an object of other fields is a text', () => {
  const properties = { a: { type: 'object' } };
  const { requestedSchema } = formOf(asked({ type: 'object', properties }));
  expect(requestedSchema.properties).toMatchObject({ answer: { type: 'string' } });
});

test('options, and a question without rules', () => {
  expect(formOf({ node: 'n', prompt: 'Ok?', options: ['yes', 'no'] }).requestedSchema).toEqual({
    type: 'object',
    properties: { answer: { type: 'string', enum: ['yes', 'no'] } },
    required: ['answer'],
  });
  expect(formOf({ node: 'n', prompt: 'Ok?' }).requestedSchema.properties).toEqual({
    answer: { type: 'string' },
  });
});
