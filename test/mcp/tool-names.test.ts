import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toolNames } from '../../src/mcp/tool-names.ts';

const namesOf = (...ids: string[]): string[] => [...toolNames(ids).values()];

test('names that clients take', () => {
  expect(namesOf('shout', 'team/a', 'a-b_c')).toEqual(['shout', 'team__a', 'a-b_c']);
  expect(namesOf('客服/退款')).toEqual([expect.stringMatching(/^flow_[0-9a-f]{8}$/)]);
  expect(namesOf('a b.c')).toEqual([expect.stringMatching(/^a_b_c_[0-9a-f]{8}$/)]);
  expect(namesOf('x'.repeat(65))).toEqual([expect.stringMatching(/^x{48}_[0-9a-f]{8}$/)]);
});

test('names that two would have', () => {
  expect(namesOf('a__b', 'a/b')).toEqual(['a__b', expect.stringMatching(/^a_b_[0-9a-f]{8}$/)]);
  const [one, two] = namesOf('a/b__c', 'a__b/c');
  expect(one).not.toBe(two);
});

test('whatever the ids are, names are good and nobody else’s', () => {
  const id = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('a', '_', '/', '-', '流', '.'), maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 20 }), (ids) => {
      const names = toolNames(ids);
      expect([...names.keys()]).toEqual(ids);
      expect(new Set(names.values()).size).toBe(ids.length);
      for (const name of names.values()) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    }),
  );
});
