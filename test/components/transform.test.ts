import type { ValueObject } from '../../src/flow/value.ts';
import { describe, expect, it } from 'vitest';
import { NodeError } from '../../src/engine/component.ts';
import { transform } from '../../src/components/transform.ts';
import { failure, findings, say, stage } from './stage.ts';

describe('Transform', () => {
  it('gives the value of its expression as result', async () => {
    const { run } = stage(transform, { expression: 'price * count' });
    expect(await run({}, { price: 3, count: 4 })).toEqual({ result: 12 });
  });

  it('gives the keys of an object, the first one first', async () => {
    const { run } = stage(transform, { expression: '{"sum": a + b, "__proto__": a}' });
    const outputs = await run({}, { a: 1, b: 2 });
    expect(Object.entries(outputs)).toEqual([
      ['sum', 3],
      ['__proto__', 1],
    ]);
  });

  it('gives an empty object as result, because it has no key to be an output', async () => {
    const { run } = stage(transform, { expression: '{}' });
    expect(await run()).toEqual({ result: {} });
  });

  it('fills a template', async () => {
    const { run } = stage(transform, { template: 'Hello {name}, {{{n}}}' });
    expect(await run({}, { name: '李雷', n: 2 })).toEqual({ result: 'Hello 李雷, {2}' });
  });

  it('takes a number without quotes as its own literal', async () => {
    expect(await stage(transform, { expression: 42 }).run()).toEqual({ result: 42 });
  });

  it('says where an expression failed, and with which values', async () => {
    const { run } = stage(transform, { expression: 'a + b' });
    const error: unknown = await run({}, { a: 1, b: 'x' }).catch((e: unknown) => e);
    if (!(error instanceof NodeError)) throw new Error('no NodeError');
    expect(error.code).toBe('expression-type');
    expect(error.location?.file.path).toBe('flow.yaml');
    expect(error.hint && say(error.hint)).toContain('a = 1, b = "x"');
  });

  it('names a name that a template does not find', async () => {
    const { run } = stage(transform, { template: 'Hello {nmae}' });
    expect(await failure(() => run({}, { name: 'x' }))).toMatch(/^expression-name: .*nmae/);
  });

  it('needs an expression or a template, and not both', () => {
    expect(findings(transform, {})).toEqual(['transform-empty']);
    expect(findings(transform, { expression: null })).toEqual(['transform-empty']);
    expect(findings(transform, { expression: '1', template: 'x' })).toEqual(['config-exclusive']);
    expect(findings(transform, { expression: '1' })).toEqual([]);
  });

  it('knows its output before it runs, unless the expression is a dict', () => {
    const outputs = (config: ValueObject) => transform.outputs(config);
    expect(outputs({ template: 'x' })).toMatchObject({ names: ['result'] });
    expect(outputs({ expression: 'x' })).toMatchObject({ names: ['result'], open: true });
    expect(outputs({ expression: 'x.strip()' })).toMatchObject({ names: ['result'], open: false });
    expect(outputs({ expression: ' {"a": 1}' })).toMatchObject({ names: ['a'] });
    expect(outputs({ expression: ' {"a": 1}' }).open).toBeUndefined();
    expect(outputs({ expression: '{x: 1}' })).toMatchObject({ names: [], open: true });
    expect(outputs({ expression: '{' })).toMatchObject({ names: [], open: true });
  });
});
