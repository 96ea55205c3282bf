import { readdirSync } from 'node:fs';
import { access, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, type Folder } from './e2e/bisheng.ts';
import { fencesOf, root, withProgram } from './support/pages.ts';

const english = [
  'README.md',
  'examples/README.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const pages = [...english, ...english.map(chinese)];

/** Where the Chinese of an English page is. */
function chinese(page: string): string {
  return page.replace('README.md', 'README.zh-CN.md').replace(/^docs\//, 'docs/zh/');
}

function textOf(page: string): Promise<string> {
  return readFile(path.join(root, page), 'utf8');
}

/** What stands under one heading: the flows that it shows, and the commands with what they print. */
interface Section {
  readonly heading: string;
  /** Texts by file name. */
  readonly flows: Readonly<Record<string, string>>;
  readonly commands: readonly Command[];
}

interface Command {
  readonly line: string;
  readonly output: string;
}

/**
 * The sections of a page that show something. A yaml fence with top-level `nodes:` is a flow, its name in a comment
 * above them; a console fence has commands after `$ `, and below each what it prints.
 */
function sectionsOf(text: string): Section[] {
  const sections = text.split(/^(?=#{2,3} )/m).map((section) => {
    const fences = fencesOf(section);
    const flows = fences
      .filter((fence) => fence.language === 'yaml' && /^nodes:/m.test(fence.text))
      .map((fence, n): [string, string] => [
        /^# (\S+\.yaml)\n/.exec(fence.text)?.[1] ?? `sample-${n}.yaml`,
        fence.text,
      ]);
    const sessions = fences.filter(({ language }) => language === 'console');
    return {
      heading: section.split('\n', 1)[0]?.replace(/^#+ /, '') ?? '',
      flows: Object.fromEntries(flows),
      commands: sessions.flatMap((session) => commandsOf(session.text)),
    };
  });
  return sections.filter(
    ({ flows, commands }) => commands.length > 0 || Object.keys(flows).length > 0,
  );
}

function commandsOf(session: string): Command[] {
  const parts = session.split(/^\$ /m).slice(1);
  return parts.map((part) => {
    const end = part.indexOf('\n');
    // A line that is nothing but … stands for the progress on stderr.
    return { line: part.slice(0, end), output: part.slice(end + 1).replace(/^…\n/gm, '') };
  });
}

/** A folder with a section's flows, in which `examples` are the project's. */
async function folderFor({ flows }: Section): Promise<Folder> {
  const folder = await folderWith(flows);
  await symlink(path.join(root, 'examples'), path.join(folder.path, 'examples'), 'junction');
  return folder;
}

/** How long tests took is another time each time. */
function withoutTimes(text: string): string {
  return text.replace(/\d+(\.\d+)? (ms|s|毫秒|秒)/g, '0 ms');
}

/** What a command should print, as {@link play} gives it. */
function shownBy({ line, output }: Command): string {
  return line.startsWith('bisheng test') ? withoutTimes(output) : output;
}

/** Does what a command of a page says. Gives what the page should show: findings where it checks, else the result. */
async function play({ line, output }: Command, folder: Folder, language: string): Promise<string> {
  const [, file] = /^cat (\S+)$/.exec(line) ?? [];
  if (file !== undefined) {
    await folder.write(file, output);
    return output;
  }
  const { stdout, stderr } = await folder.shell(withProgram(line, language));
  if (line.startsWith('bisheng test')) return withoutTimes(stderr);
  return line.includes('bisheng validate') ? stderr : stdout;
}

describe.each(pages)('%s', async (page) => {
  const text = await textOf(page);
  const parts = await Promise.all(
    sectionsOf(text).map(async (section) => ({ ...section, folder: await folderFor(section) })),
  );
  const { run } = await folderWith();

  const shown = parts.flatMap(({ flows, folder }) =>
    Object.keys(flows).map((name) => path.join(folder.path, name)),
  );
  if (shown.length > 0) {
    it('shows flows in which nothing is wrong', async () => {
      const { exitCode, stderr } = await run(['validate', '--strict', ...shown]);
      expect(exitCode, stderr).toBe(0);
    });
  }

  const language = page.includes('zh') ? 'zh' : 'en';
  const played = parts.filter(({ commands }) => commands.length > 0);
  it.each(played)('is right: $heading', async ({ commands, folder }) => {
    for (const command of commands) {
      const said = await play(command, folder, language);
      expect(said, command.line).toBe(shownBy(command));
    }
  });

  it('leads only to what is there', async () => {
    for (const [, target = ''] of withoutFences(text).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file = '', anchor] = target.split('#', 2);
      const linked = file === '' ? page : path.join(path.dirname(page), file);
      await expect(access(path.join(root, linked)), target).resolves.toBeUndefined();
      if (anchor !== undefined) expect(anchorsIn(await textOf(linked)), target).toContain(anchor);
    }
  });
});

function withoutFences(text: string): string {
  return text.replace(/^```.*?^```$/gms, '');
}

/** The anchors that GitHub gives to headings. */
function anchorsIn(text: string): string[] {
  return [...withoutFences(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('in both languages', () => {
  it.each(english)('%s has the same parts', async (page) => {
    const [one, other] = [await textOf(page), await textOf(chinese(page))];
    expect(outlineOf(other)).toEqual(outlineOf(one));
  });
});

/** What must be the same in all languages: headings, tables, lists, samples, commands. */
function outlineOf(text: string): string[] {
  const lines = text.matchAll(
    /^(?:(#+) .*|(\|[^|\n]*)\|.*|(-|\d+\.) .*|```(\w+)|((?:\$|npm|bisheng run) .*))$/gm,
  );
  return [...lines].map(([, heading, row, bullet, language, command]) => {
    if (row !== undefined) return `| ${codeIn(row)}`;
    return heading ?? bullet ?? language ?? wordsOf(command ?? '');
  });
}

/** The names in code of a table's first column. */
function codeIn(row: string): string {
  return [...row.matchAll(/`([\w.-]+)`/g)].map(([, name]) => name).join(' ');
}

/** A command without what each language writes in its own words. */
function wordsOf(command: string): string {
  return command
    .replace(/(echo |search \w+ |--input (?:\w+:?=)?)("[^"]*"|'[^']*'|\S+)/g, '$1…')
    .replace(/\.(en|zh)\./g, '.…')
    .replace(/[<[][^>\]]*[>\]]/g, '[]');
}
