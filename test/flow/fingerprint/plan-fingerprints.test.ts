import { describe, expect, it } from 'vitest';
import { openSeal } from '../../../src/flow/fingerprint/digest.ts';
import type { Fingerprints } from '../../../src/flow/fingerprint/fingerprint.ts';
import {
  fingerprintsFromJson,
  fingerprintsToJson,
} from '../../../src/flow/fingerprint/fingerprints-json.ts';
import { planFingerprints } from '../../../src/flow/fingerprint/plan-fingerprints.ts';
import type { Plan } from '../../../src/flow/plan/plan.ts';
import { planned } from '../../cli/planned.ts';

const prints = (plan: Plan): Fingerprints =>
  planFingerprints(plan, { outside: () => undefined, seal: openSeal });

const node = (id: string, text = id): string =>
  `  - {id: ${id}, type: Transform, config: {template: "${text}"}}\n`;
const edge = (from: string, to: string): string => `  - {from: ${from}, to: ${to}}\n`;

/** A random flow without loops; `changed`: the node whose text is another one. */
function graph(
  seed: number,
  size: number,
  changed?: number,
): { text: string; behind: Set<string> } {
  let state = seed;
  const random = (most: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * most);
  };
  let [nodes, edges] = ['', ''];
  const behind = new Set<string>();
  for (let n = 0; n < size; n++) {
    nodes += node(`n${n}`, n === changed ? 'other' : 'same');
    if (n === changed) behind.add(`n${n}`);
    const sources = new Set(n === 0 ? [] : [random(n), random(n)]);
    for (const from of sources) {
      edges += edge(`n${from}`, `n${n}`);
      if (behind.has(`n${from}`)) behind.add(`n${n}`);
    }
  }
  return { text: `nodes:\n${nodes}edges:\n${edges}`, behind };
}

describe('planFingerprints', () => {
  it('changes a node and all that is behind it, and nothing else', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const size = 2 + (seed % 12);
      const changed = seed % size;
      const before = prints(await planned(graph(seed, size).text));
      const { text, behind } = graph(seed, size, changed);
      const now = prints(await planned(text));
      const different = [...now].filter(([id, { hash }]) => before.get(id)?.hash !== hash);
      expect(different.map(([id]) => id).sort(), `seed ${seed}`).toEqual([...behind].sort());
    }
  });

  it('takes long chains', async () => {
    const ids = Array.from({ length: 3_000 }, (_, n) => `n${n}`);
    const nodes = ids.map((id) => node(id, 'x')).join('');
    const edges = ids
      .slice(1)
      .map((id, n) => edge(`n${n}`, id))
      .join('');
    const found = prints(await planned(`nodes:\n${nodes}edges:\n${edges}`));
    expect(new Set([...found.values()].map(({ hash }) => hash)).size).toBe(3_000);
    expect(new Set([...found.values()].map(({ own }) => own)).size).toBe(1);
  });

  it('says the same of nodes that are the same but for their place', async () => {
    const found = prints(
      await planned(`nodes:\n${node('a', 'x')}${node('b', 'x')}edges:\n${edge('a', 'b')}`),
    );
    expect(found.get('a')?.own).toBe(found.get('b')?.own);
    expect(found.get('a')?.hash).not.toBe(found.get('b')?.hash);
  });
});

describe('fingerprintsToJson', () => {
  it('is taken back as it was, and is the same text for the same flow', async () => {
    const { text } = graph(7, 30);
    const found = prints(await planned(text));
    const json = fingerprintsToJson(found);
    expect(new Map(fingerprintsFromJson(json))).toEqual(new Map(found));
    expect(fingerprintsToJson(prints(await planned(text)))).toBe(json);
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"version":0,"parts":[],"nodes":[]}',
    '{"version":1,"parts":[1],"nodes":[]}',
    '{"version":1,"parts":[],"nodes":[["a"]]}',
  ])('is nothing where it is no such text: %s', (text) => {
    expect(fingerprintsFromJson(text)).toBeUndefined();
  });
});
