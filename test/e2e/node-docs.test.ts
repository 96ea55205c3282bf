import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const bin = path.join(root, 'bin/bisheng.js');

/** A section of a page: the files that it shows, and the commands with what they print. */
interface Section {
  readonly heading: string;
  readonly files: readonly { readonly name: string; readonly content: string }[];
  readonly commands: readonly Command[];
}

interface Command {
  readonly line: string;
  readonly output: string;
}

/** Sections with files: a fence that begins with `# name.yaml` is that file, `$ cat name` shows one. */
async function sectionsOf(page: string): Promise<Section[]> {
  const text = await readFile(path.join(root, page), 'utf8');
  return text.split(/^## /m).flatMap((section) => {
    const heading = section.split('\n', 1)[0] ?? '';
    const fences = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
    const files = fences.flatMap(([, language, content = '']) => {
      const name = /^# (\S+)\n/.exec(content)?.[1];
      return language === 'yaml' && name !== undefined ? [{ name, content }] : [];
    });
    const consoles = fences.filter(([, language]) => language === 'console');
    const commands = consoles.flatMap(([, , content = '']) => commandsOf(content));
    return files.length > 0 ? [{ heading, files, commands }] : [];
  });
}

function commandsOf(session: string): Command[] {
  return session
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { line: part.slice(0, end), output: part.slice(end + 1) };
    });
}

/** The words of a command line; quotes hold words together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  );
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bisheng-docs-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(['docs/nodes.md', 'docs/zh/nodes.md'])('%s', async (page) => {
  const sections = await sectionsOf(page);

  it('has an example for each node type that it has a page for', () => {
    expect(sections.length).toBeGreaterThanOrEqual(10);
  });

  it.each(sections)('the example of $heading does what the page says', async (section) => {
    const cwd = await mkdtemp(path.join(folder, 'section-'));
    const run = (args: string[]): Promise<{ stdout: string }> => {
      const started = promisify(execFile)(process.execPath, [bin, ...args], { cwd });
      started.child.stdin?.end();
      return started;
    };
    for (const { name, content } of section.files) await writeFile(path.join(cwd, name), content);
    for (const { line, output } of section.commands) {
      const [program, ...args] = wordsOf(line);
      if (program === 'cat') await writeFile(path.join(cwd, args[0] ?? ''), output);
      else expect(await run(args), line).toMatchObject({ stdout: output });
    }
    await run(['validate', '--strict', ...section.files.map(({ name }) => name)]);
  });
});
