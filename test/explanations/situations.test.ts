import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { codes } from '../../src/diagnostics/codes.ts';
import { root } from '../support/pages.ts';
import { exampleOf } from './example.ts';
import { play } from './play.ts';
import { mended, readSituation } from './situation.ts';

/** Codes that nothing in these files can bring about: what they need. */
const withoutExample: Readonly<Record<string, readonly (keyof typeof codes)[]>> = {
  'a file or a text of many megabytes': ['file-too-large', 'python-too-large'],
  'a Python that does not do': ['python-too-old', 'python-start'],
  'an interrupt': ['cancelled', 'python-cancelled', 'stream-interrupted'],
  'code that breaks the worker': ['python-protocol', 'component-defect'],
  'a disk that is full, or a store that a later version has written': [
    'store-full',
    'store-failed',
  ],
  'a flow that validate refuses': ['expression-missing'],
};

const names = readdirSync(path.join(root, 'test/situations')).map((name) => path.parse(name).name);

describe('situations', () => {
  it('are there for every code that no flow and no component shows', () => {
    const excused = Object.values(withoutExample).flat();
    const all = Object.keys(codes) as (keyof typeof codes)[];
    const without = all.filter((code) => exampleOf(code) === undefined);
    expect(without.sort()).toEqual(excused.sort());
  });

  it.concurrent.for(names)(
    '%s: what is wrong is told, what is right is not',
    async (name, context) => {
      const situation = readSituation(name);
      context.expect(situation).toBeDefined();
      if (!situation) return;
      const { wrong } = situation;
      const told = (await play(wrong, 'en')).join('');
      if (wrong.commands.length > 0) context.expect(told).toContain(`[${name}]`);
      const right = (await play(mended(situation), 'en')).join('');
      context.expect(right).not.toMatch(/\berror\b/);
      context.expect(right).not.toContain(`[${name}]`);
    },
  );
});
