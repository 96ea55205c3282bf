import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inSourceOrder, type Diagnostic, type Location } from '../../src/diagnostics/diagnostic.ts';
import { en } from '../../src/messages/en.ts';
import { sayIn } from '../../src/messages/message.ts';
import { pythonDiagnostics } from '../../src/python/findings.ts';
import { inspectFolders } from './inspect.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const say = sayIn('en');

const pathsIn = (folder: string): string[] =>
  readdirSync(`${here}${folder}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${here}${folder}/${name}`)
    .sort();

/** All that is said of some folders, as text. */
function saidOf(folders: readonly string[]): [name: string, codes: string[], text: string][] {
  return inspectFolders(folders).map(({ id, findings }) => {
    const found = inSourceOrder(pythonDiagnostics(findings, (file) => basename(file)));
    return [id, found.map(({ code }) => code), found.map(pretty).join('')];
  });
}

describe('code with a mistake', () => {
  test.each(saidOf(pathsIn('err')))('%s', async (name, codes, text) => {
    expect(codes).toContain(name.split('.', 1)[0]);
    await expect(text).toMatchFileSnapshot(`${here}err/${name}.out`);
  });
});

test('everything that can be said has its sentence', () => {
  const folder = fileURLToPath(new URL('../../python/bisheng/_inspect/', import.meta.url));
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => readFileSync(`${folder}${name}`, 'utf8'));
  const keys = texts.flatMap((text) =>
    [
      ...text.matchAll(
        /"((?:(?:component|field-type|import|names?|plugin)-|python-[elstu])[a-z/-]+)"/g,
      ),
    ].map(([, key]) => key),
  );
  expect(keys.length).toBeGreaterThan(30);
  expect(keys.filter((key) => !Object.hasOwn(en, key ?? ''))).toEqual([]);
});

describe('code without a mistake', () => {
  test.each(saidOf(pathsIn('ok')))('%s', (_, __, text) => {
    expect(text).toBe('');
  });
});

function pretty({ severity, code, message, location, hint }: Diagnostic): string {
  const lines = [`${severity}[${code}] ${place(location)} ${say(message)}`];
  if (hint) lines.push(`  hint: ${say(hint)}`);
  // The sentences of Python itself differ from version to version.
  return `${lines.join('\n')}\n`.replace(/(?<=Python) 3\.\d+(.*?:).*/, ' 3.x$1 …');
}

/** File, line and column from 1, and the text there. */
function place(location: Location | null): string {
  if (!location) return '-';
  const { file, start, end } = location;
  const line = file.lineAt(start);
  const text = file.text.slice(start, end).replace(/\s+/g, ' ').trim();
  const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return `${file.path}:${line + 1}:${start - file.lineStart(line) + 1} \`${shown}\``;
}
