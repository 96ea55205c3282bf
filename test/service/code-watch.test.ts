import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { OpenedProject } from '../../src/project/projects.ts';
import { CodeWatch } from '../../src/service/code-watch.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'bisheng-watch-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
});

const write = async (file: string, text: string): Promise<void> => {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
};

/** A project as it was opened now; `reached`: what its components import from elsewhere. */
function openedNow(reached?: { files: string[]; open: boolean }): OpenedProject {
  const since = Date.now();
  const known = reached && { components: [{ folder: { reached } }], plugins: [] };
  const types = { grounds: { opened: () => since }, known };
  return { project: { root }, types } as unknown as OpenedProject;
}

/** Times of files lag behind the clock a little. */
async function later(): Promise<void> {
  const since = Date.now();
  while (Date.now() < since + 20) await write('clock', 'x');
}

test('a project without Python never changes', async () => {
  const watch = new CodeWatch();
  const opened = openedNow();
  expect(await watch.look(opened)).toBe(false);
  await write('notes.txt', 'x');
  expect(await watch.look(opened)).toBe(false);
});

test('code that is changed, comes, goes or takes another name; each time once', async () => {
  await write('custom_components/a/component.py', '1');
  await write('plugins/p/config.yaml', '1');
  await later();
  const watch = new CodeWatch();
  const opened = openedNow();
  const at = (file: string): string => path.join(root, file);
  expect(await watch.look(opened)).toBe(false);
  const changes = [
    () => write('custom_components/a/component.py', '2'),
    () => write('plugins/p/config.yaml', '22'),
    () => write('custom_components/a/deep/er/helper.py', '1'),
    () => rename(at('custom_components/a/deep'), at('custom_components/a/other')),
    () => rm(at('plugins'), { recursive: true }),
  ];
  for (const change of changes) {
    await later();
    await change();
    expect(await watch.look(opened)).toBe(true);
    expect(await watch.look(opened)).toBe(false);
  }
});

test('what was changed between opening and the first look', async () => {
  await write('custom_components/a/component.py', '1');
  await later();
  const opened = openedNow();
  await later();
  await write('custom_components/a/component.py', '2');
  expect(await new CodeWatch().look(opened)).toBe(true);
});

test('what components write beside their code, and what Python makes of it, is no change', async () => {
  await write('custom_components/a/component.py', '1');
  await later();
  const watch = new CodeWatch();
  const opened = openedNow();
  await watch.look(opened);
  await later();
  for (const file of ['data.json', 'log.txt', '__pycache__/component.cpython-311.pyc']) {
    await write(`custom_components/a/${file}`, 'x');
  }
  expect(await watch.look(opened)).toBe(false);
});

test('modules elsewhere that components import', async () => {
  await write('words.py', '1');
  await write('other.py', '1');
  await later();
  const watch = new CodeWatch();
  expect(await watch.look(openedNow())).toBe(false);
  const opened = openedNow({ files: [path.join(root, 'words.py')], open: false });
  await later();
  await write('other.py', '2');
  expect(await watch.look(opened)).toBe(false);
  await write('words.py', '2');
  expect(await watch.look(opened)).toBe(true);
  // Opened anew, nothing is known of what will be imported: that is no change.
  await later();
  expect(await watch.look(openedNow())).toBe(false);
});

test('any module, where one may import by names that it makes', async () => {
  await write('other.py', '1');
  await later();
  const watch = new CodeWatch();
  const opened = openedNow({ files: [], open: true });
  expect(await watch.look(opened)).toBe(false);
  await later();
  await write('other.py', '2');
  expect(await watch.look(opened)).toBe(true);
});
