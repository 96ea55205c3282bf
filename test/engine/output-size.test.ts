import { expect, it } from 'vitest';
import { ItemStream } from '../../src/engine/item-stream.ts';
import { checkOutputSize } from '../../src/engine/output-size.ts';
import type { Value } from '../../src/flow/value.ts';
import { flowText, loop, transform } from './flow-text.ts';
import { runYaml } from './harness.ts';

/** A value in as many lists, each of which has it so many times. */
function nested(value: Value, levels: number, times: number): Value {
  let nest = value;
  for (let n = 0; n < levels; n++) nest = Array.from({ length: times }, () => nest);
  return nest;
}

it('a value that is small in memory and endless written out fails the node', async () => {
  const text = flowText({ l: loop({ max_iterations: 60 }), a: transform('[a.result, a.result]') }, [
    'l -> a -> l',
  ]);
  expect(await runYaml(text)).toMatchObject({
    status: 'failed',
    error: { code: 'output-too-large', node: 'a' },
  });
});

it('so does one that is too deep, or has too much text', () => {
  expect(() => checkOutputSize({ a: nested(1, 500, 1) }, 'n')).not.toThrow();
  expect(() => checkOutputSize({ a: nested(1, 501, 1) }, 'n')).toThrow('output-too-large');
  const long = 'x'.repeat(1_000_000);
  expect(() => checkOutputSize({ a: nested(long, 1, 499) }, 'n')).not.toThrow();
  expect(() => checkOutputSize({ a: nested(long, 1, 501) }, 'n')).toThrow('output-too-large');
});

it('a stream is not looked into', () => {
  const stream = new ItemStream('a.jsonl', 3, () => expect.unreachable());
  expect(() => checkOutputSize({ items: stream }, 'n')).not.toThrow();
});
