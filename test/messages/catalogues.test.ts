import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/messages/en.ts';
import { zh } from '../../src/messages/zh.ts';

const subjects = readdirSync(new URL('../../src/messages/en/', import.meta.url));

/** The places of a text: `{name}` and `{count|one|many}`. */
function places(text: string): string[] {
  const found = text.replaceAll('{{', '').match(/\{(\w+)/g) ?? [];
  return [...new Set(found)].sort();
}

describe('the catalogues', () => {
  it('have the same subjects, and each key in one of them only', async () => {
    expect(readdirSync(new URL('../../src/messages/zh/', import.meta.url))).toEqual(subjects);
    for (const language of ['en', 'zh']) {
      const seen = new Map<string, string>();
      for (const subject of subjects) {
        const module = (await import(
          /* @vite-ignore */ `../../src/messages/${language}/${subject}`
        )) as object;
        for (const catalogue of Object.values(module) as object[]) {
          for (const key of Object.keys(catalogue)) {
            expect(seen.get(key), `${key} in ${language}/${subject}`).toBeUndefined();
            seen.set(key, subject);
          }
        }
      }
    }
  });

  it('have the same keys', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(Object.keys(en) as (keyof typeof en)[])('%s: no empty text, the same places', (key) => {
    expect(en[key].trim()).not.toBe('');
    expect(zh[key].trim()).not.toBe('');
    // Chinese has no plural forms, so a count may stand in English only to choose one.
    const inChinese = new Set(places(zh[key]));
    const optional = new Set(
      [...en[key].matchAll(/\{(\w+)\|/g)].map(([, name]) => `{${name ?? ''}`),
    );
    for (const place of places(en[key]))
      if (!optional.has(place)) expect(inChinese).toContain(place);
    for (const place of inChinese) expect(places(en[key])).toContain(place);
  });
});
