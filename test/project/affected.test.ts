import { execa } from 'execa';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Affected } from '../../src/project/affected.ts';
import { changedFiles } from '../../src/project/changed-files.ts';
import { findFiles } from '../../src/project/find-files.ts';
import { Projects } from '../../src/project/projects.ts';
import { UsageError } from '../../src/project/usage-error.ts';

const flow = (...nodes: string[]): string =>
  `nodes:\n  - {id: input, type: InputNode}\n${nodes.map((node) => `  - ${node}\n`).join('')}`;
const calling = (file: string): string => flow(`{id: s, type: Flow, config: {flow: ${file}}}`);
const using = (type: string): string => flow(`{id: s, type: ${type}}`);

const files: Readonly<Record<string, string>> = {
  'bisheng.yaml': '',
  'flows/alone.yaml': flow(),
  'flows/inner.yaml': flow(),
  'flows/middle.yaml': calling('inner.yaml'),
  'flows/outer.yaml': calling('./middle.yaml'),
  'flows/circle.yaml': calling('circle.yaml'),
  'flows/any.yaml': `parameters: [{name: f, type: string, required: true}]\n${calling('"${f}.yaml"')}`,
  'flows/by-class.yaml': using('Loud'),
  'flows/by-folder.yaml': using('shout'),
  'flows/other-type.yaml': using('quiet'),
  'flows/by-item.yaml': flow(
    '{id: p, type: ItemProcessor, config: {processing_type: plugin, plugin: star}}',
  ),
  'custom_components/shout/component.py': 'class Loud(BaseComponent):\n    pass\n',
  'custom_components/quiet/component.py': 'class Quiet:\n    pass\n',
  'plugins/star/plugin.py': '',
  'plugins/star/config.yaml': 'name: "Star"\n',
  'lib/words.py': '',
};

let folder: string;
const git = (...args: string[]) =>
  execa('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], { cwd: folder });
const write = async (file: string, text: string): Promise<void> => {
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), text);
};

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'bisheng-since-')));
  for (const [file, text] of Object.entries(files)) await write(file, text);
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message=first');
});
afterEach(() => rm(folder, { recursive: true }));

/** The names of all that a change since a revision has to do with. */
async function affected(since = 'HEAD'): Promise<string[]> {
  const projects = new Projects({ folder, environment: {} });
  const which = new Affected(await changedFiles(since, folder), projects);
  const found = await findFiles(['.'], folder);
  const names: string[] = [];
  for (const file of found.files) if (await which.file(file)) names.push(path.basename(file.shown));
  for (const one of found.folders)
    if (await which.folder(one)) names.push(path.basename(one.absolute));
  return names.filter((name) => name !== 'bisheng.yaml' && name !== 'config.yaml').sort();
}
const all = Object.keys(files)
  .filter((file) => file.startsWith('flows/'))
  .map((file) => path.basename(file))
  .sort();

describe('a change since a revision', () => {
  it('of nothing has to do with nothing', async () => {
    expect(await affected()).toEqual([]);
  });

  it('of a flow has to do with those that run it, however far away', async () => {
    await write('flows/inner.yaml', `${files['flows/inner.yaml'] ?? ''}# changed\n`);
    expect(await affected()).toEqual(['any.yaml', 'inner.yaml', 'middle.yaml', 'outer.yaml']);
  });

  it('may be that a flow is gone, or new', async () => {
    await rm(path.join(folder, 'flows/inner.yaml'));
    await write('flows/fresh.yaml', flow());
    expect(await affected()).toEqual(['any.yaml', 'fresh.yaml', 'middle.yaml', 'outer.yaml']);
  });

  it('of a component has to do with those that use it by its folder or its class', async () => {
    await write('custom_components/shout/component.py', 'class Loud(BaseComponent):\n    x = 1\n');
    expect(await affected()).toEqual(['by-class.yaml', 'by-folder.yaml', 'shout']);
  });

  it('of a plugin has to do with those whose items it processes', async () => {
    await write('plugins/star/helper.py', '');
    expect(await affected()).toEqual(['by-item.yaml', 'star']);
  });

  it('of other code has to do with all that use code', async () => {
    await write('lib/words.py', 'x = 1');
    const users = ['by-class.yaml', 'by-folder.yaml', 'by-item.yaml', 'other-type.yaml'];
    expect(await affected()).toEqual(users);
  });

  it('that takes a component away has to do with all that use code', async () => {
    await rm(path.join(folder, 'custom_components/shout'), { recursive: true });
    expect(await affected()).toContain('by-class.yaml');
  });

  it('of the settings has to do with every flow', async () => {
    await write('bisheng.yaml', 'lang: zh\n');
    expect(await affected()).toEqual(all);
  });

  it('counts from where the branch has left the other', async () => {
    await git('checkout', '--quiet', '-b', 'mine');
    await write('flows/mine.yaml', flow());
    await git('add', '--all');
    await git('commit', '--quiet', '--message=mine');
    await git('checkout', '--quiet', 'main');
    await write('flows/alone.yaml', `${flow()}# theirs\n`);
    await git('commit', '--quiet', '--all', '--message=theirs');
    await git('checkout', '--quiet', 'mine');
    expect(await affected('main')).toEqual(['any.yaml', 'mine.yaml']);
  });

  it.each(['nowhere', '--output=x', 'HEAD~9', ''])('can not be since %j', async (revision) => {
    await expect(changedFiles(revision, folder)).rejects.toThrow(UsageError);
  });

  it('needs a repository', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'bisheng-no-git-'));
    await expect(changedFiles('HEAD', outside)).rejects.toThrow('git-no-repository');
    await rm(outside, { recursive: true });
  });

  it('runs nothing that the repository asks for', async () => {
    const marker = path.join(folder, '..', `${path.basename(folder)}-ran`);
    const script = path.join(folder, 'evil.sh');
    await writeFile(script, `#!/bin/sh\ntouch "${marker}"\n`, { mode: 0o755 });
    await git('config', 'core.fsmonitor', script);
    await git('config', 'diff.external', script);
    await write('flows/alone.yaml', `${flow()}# x\n`);
    expect(await affected()).toEqual(['alone.yaml', 'any.yaml']);
    await expect(realpath(marker)).rejects.toThrow();
  });
});
