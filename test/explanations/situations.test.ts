import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { codes } from '../../src/diagnostics/codes.ts';
import { root } from '../support/pages.ts';
import { exampleOf } from './example.ts';
import { play, type Told } from './play.ts';
import { isPlayable, mended, readSituation } from './situation.ts';

/** Codes that no file and no command brings about; their pages say so. */
const withoutExample: readonly (keyof typeof codes)[] = ['component-defect', 'expression-missing'];

/** On stderr, or in a document on stdout. */
const tells =
  (code: string) =>
  ({ stdout, stderr }: Told): boolean =>
    stderr.includes(`[${code}]`) || new RegExp(`"code": ?"${code}"`).test(stdout);

const names = readdirSync(path.join(root, 'test/situations')).map((name) => path.parse(name).name);

describe('situations', () => {
  it('are there for every code that no flow and no component shows', () => {
    const all = Object.keys(codes) as (keyof typeof codes)[];
    const without = all.filter((code) => exampleOf(code) === undefined);
    expect(without.sort()).toEqual(withoutExample);
  });

  it.concurrent.for(names)(
    '%s: what is wrong is told, what is right is not',
    async (name, context) => {
      const situation = readSituation(name);
      context.expect(situation).toBeDefined();
      if (!situation) return;
      // Some need what not every machine has, such as the sandbox of Linux: “Needs” in their files is a command that fails without it.
      context.skip(!isPlayable(situation), 'not to be played on this machine');
      const told = await play(situation.wrong, 'en');
      context.expect(told.some(tells(name))).toBe(true);
      const right = await play(mended(situation), 'en');
      context.expect(right.map(({ stderr }) => stderr).join('')).not.toMatch(/\berror\b/);
      context.expect(right.some(tells(name))).toBe(false);
    },
  );
});
