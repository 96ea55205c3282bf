import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonSizeWithin } from '../../src/service/json-size.ts';

/** Texts that need no escapes. */
const text = fc.string({ unit: fc.constantFrom('a', 'é', '中', '😀') });
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value')),
    fc.dictionary(fc.string({ unit: fc.constantFrom('a', 'b') }), tie('value')),
  ),
}));

test('is what JSON has, but for a comma for each list and object', () => {
  fc.assert(
    fc.property(value, (one) => {
      const text = JSON.stringify(one);
      const size = jsonSizeWithin(one, Infinity);
      const groups = (text.match(/[[{]/g) ?? []).length;
      expect(size).toBeGreaterThanOrEqual(Buffer.byteLength(text));
      expect(size).toBeLessThanOrEqual(Buffer.byteLength(text) + groups);
    }),
    { seed: 7 },
  );
});

test('what comes behind too much is not looked at', () => {
  let looked = 0;
  const list = Array.from({ length: 1_000 }, () => ({
    get key() {
      looked++;
      return 'x'.repeat(10);
    },
  }));
  expect(jsonSizeWithin({ a: list, b: list }, 100)).toBeGreaterThan(100);
  expect(looked).toBeLessThan(10);
});
