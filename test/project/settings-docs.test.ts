import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseByteSize } from '../../src/http/byte-size.ts';
import { doorKeys } from '../../src/project/doors.ts';
import { settingNames, settingOf } from '../../src/project/settings.ts';
import { root } from '../support/pages.ts';

function page(name: string): string {
  return readFileSync(path.join(root, name), 'utf8');
}

/** The rows of a page's tables, by what stands in code in their first cell. */
function rowsOf(text: string): Map<string, readonly string[]> {
  const rows = [...text.matchAll(/^\| `(?:--)?([\w.-]+)` \|(.*)\|$/gm)];
  return new Map(
    rows.map(([, name = '', rest = '']) => [name, rest.split('|').map((cell) => cell.trim())]),
  );
}

function codesIn(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** Whether a cell says a default; words are not looked at. */
function says(cell: string, value: unknown, kind: string): boolean {
  const text = cell.replaceAll('`', '');
  if (kind === 'bytes') return parseByteSize(text) === value;
  if (typeof value === 'number' || typeof value === 'boolean') return text === String(value);
  return true;
}

describe.each(['docs', 'docs/zh'])('%s', (folder) => {
  const configuration = page(`${folder}/configuration.md`);
  const rows = rowsOf(configuration);

  test.each(settingNames)('configuration.md has `%s`', (name) => {
    const { flag, variables = [], default: value, kind } = settingOf(name);
    const [flags, environment, otherwise = '', what] = rows.get(name) ?? [];
    expect(codesIn(flags)).toEqual(flag === undefined ? [] : [flag]);
    expect(codesIn(environment)).toEqual([...variables]);
    expect(says(otherwise, value, kind), otherwise).toBe(true);
    expect(what).not.toBe('');
  });

  test('configuration.md has no others, and the keys that name flows', () => {
    const known: readonly string[] = [...settingNames, 'models'];
    expect([...rows.keys()].filter((name) => !known.includes(name))).toEqual([]);
    for (const key of doorKeys) expect(configuration).toContain(`\`${key}\``);
  });

  test('serve.md has those of the server', () => {
    const rows = rowsOf(page(`${folder}/serve.md`));
    for (const name of settingNames.filter((one) => one.startsWith('serve.'))) {
      const { flag, default: value, kind } = settingOf(name);
      const [otherwise] = rows.get(flag?.slice(2) ?? name.slice('serve.'.length)) ?? [];
      if (value === null) expect(otherwise, name).toBe('');
      else expect(says(otherwise ?? '', value, kind), name).toBe(true);
    }
  });
});
