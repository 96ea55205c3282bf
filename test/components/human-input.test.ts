import { describe, expect, it } from 'vitest';
import { humanInput } from '../../src/components/human-input.ts';
import type { Value, ValueObject } from '../../src/flow/value.ts';
import { failure, findings, stage } from './stage.ts';

const ask = (config: ValueObject, answer: Value): Promise<ValueObject> =>
  stage(humanInput, { prompt: 'Well?', ...config }, { answer }).run();

describe('HumanInput', () => {
  it('asks its prompt with the names filled in, and gives the answer', async () => {
    const config = { prompt: 'Send to {name}?', options: ['yes', 'no'] };
    const { run, told } = stage(humanInput, config, { answer: 'yes' });
    expect(await run({}, { name: 'Li Lei' })).toEqual({ answer: 'yes' });
    expect(told.asked).toEqual([{ prompt: 'Send to Li Lei?', options: ['yes', 'no'] }]);
  });

  it('takes anything where nothing is asked for', async () => {
    expect(await ask({}, '7')).toEqual({ answer: '7' });
    expect(await ask({}, { any: 1 })).toEqual({ answer: { any: 1 } });
  });

  it('takes an option, also by its number', async () => {
    const options = { options: ['approve', 'reject', 3] };
    expect(await ask(options, ' reject ')).toEqual({ answer: 'reject' });
    expect(await ask(options, '2')).toEqual({ answer: 'reject' });
    expect(await ask(options, '3')).toEqual({ answer: '3' });
    expect(await failure(() => ask(options, 'maybe'))).toBe(
      'answer-invalid: "maybe" is none of the options: "approve", "reject", "3".',
    );
    expect(await failure(() => ask(options, '0'))).toMatch(/^answer-invalid/);
  });

  it('reads a typed answer from its text', async () => {
    expect(await ask({ schema: { type: 'integer' } }, '42')).toEqual({ answer: 42 });
    expect(await ask({ schema: { type: 'boolean' } }, 'True')).toEqual({ answer: true });
    expect(await ask({ schema: { type: ['integer', 'null'] } }, 'None')).toEqual({ answer: null });
    expect(await ask({ schema: { type: 'object' } }, '{"a": 1}')).toEqual({ answer: { a: 1 } });
    expect(await ask({ schema: { type: 'string' } }, '42')).toEqual({ answer: '42' });
  });

  it.each<[ValueObject, Value, string]>([
    [{ type: 'integer' }, '1.5', 'The answer must be of type integer, not 1.5.'],
    [{ type: 'boolean' }, 'x', 'The answer must be of type boolean, not "x".'],
    [{ type: ['string', 'null'] }, 1, 'The answer must be of type string | null, not 1.'],
    [{ enum: ['a', 'b'] }, 'c', 'The answer must be one of "a", "b", not "c".'],
    [{ type: 'number', minimum: 2 }, '1', 'The answer must be at least 2; it is 1.'],
    [{ type: 'number', maximum: 2 }, '3', 'The answer must be at most 2; it is 3.'],
    [{ type: 'string', minLength: 1 }, '', 'The answer must have at least 1 character; it has 0.'],
    [
      { type: 'string', maxLength: 2 },
      '😀😀😀',
      'The answer must have at most 2 characters; it has 3.',
    ],
    [{ type: 'array', minItems: 2 }, '[1]', 'The answer must have at least 2 items; it has 1.'],
    [
      { type: 'array', items: { type: 'string' } },
      '["a", 1]',
      'The answer’s “[1]” must be of type string, not 1.',
    ],
    [{ type: 'object', required: ['a'] }, '{}', 'The answer lacks “a”.'],
    [
      { properties: { user: { properties: { age: { minimum: 18 } } } } },
      { user: { age: 17 } },
      'The answer’s “user.age” must be at least 18; it is 17.',
    ],
  ])('%j refuses %j', async (schema, answer, expected) => {
    expect(await failure(() => ask({ schema }, answer))).toBe(`answer-invalid: ${expected}`);
  });

  it('warns of a keyword that it would ignore', () => {
    const schema = {
      type: 'object',
      title: 'T',
      properties: { a: { type: 'string', pattern: '^x' } },
    };
    expect(findings(humanInput, { prompt: 'x', schema })).toEqual(['schema-keyword-unknown']);
  });
});
