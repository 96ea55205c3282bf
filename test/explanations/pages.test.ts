import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { codes, type DiagnosticCode } from '../../src/diagnostics/codes.ts';
import { explanationsIn } from '../../src/diagnostics/explanations/explanations-in.ts';
import { root } from '../support/pages.ts';
import { exampleOf } from './example.ts';
import { indexPage, pageOf } from './page.ts';
import { isPlayable } from './situation.ts';

const all = Object.keys(codes) as DiagnosticCode[];
const examples = new Map(all.map((code) => [code, exampleOf(code)] as const));
const folders = { en: 'docs/diagnostics', zh: 'docs/zh/diagnostics' } as const;

/** Every page is made of the explanations and the tests' files. `npm run docs` writes them anew. */
describe.each(['en', 'zh'] as const)('the pages of findings in %s', async (language) => {
  const explanations = await explanationsIn(language);
  const folder = path.join(root, folders[language]);

  it('explain every code', () => {
    expect(all.filter((code) => !explanations[code])).toEqual([]);
  });

  it.concurrent.for(all)('%s is fresh', async (code, { expect, skip }) => {
    const explanation = explanations[code];
    if (!explanation) return;
    const example = examples.get(code);
    const can = example?.kind !== 'situation' || isPlayable(example.situation);
    skip(!can, 'not to be played on this machine');
    const page = await pageOf(code, explanation, example, language);
    await expect(page).toMatchFileSnapshot(path.join(folder, `${code}.md`));
  });

  it('are listed', async () => {
    const page = indexPage(explanations, language);
    await expect(page).toMatchFileSnapshot(path.join(folder, 'README.md'));
  });

  it('are there for no other code', () => {
    const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ''));
    expect(
      pages.filter((page) => page !== 'README' && !all.includes(page as DiagnosticCode)),
    ).toEqual([]);
  });
});
