import { describe, expect, it } from 'vitest';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { folderWith, hello } from './bisheng.ts';

const louder = hello.replace('"!"', '"!!"');
const folder = await folderWith({
  'old.yaml': hello,
  'new.yaml': louder,
  'same.yaml': `# only a comment\n${hello.replace('config: {expression', 'config: { expression')}`,
  'flows/hello.yaml': hello,
  'flows/gone.yaml': hello,
  'notes.yaml': 'a: 1\n',
});
const { run } = folder;
const git =
  'git -c user.email=a@example.org -c user.name=A -c init.defaultBranch=main -c commit.gpgsign=false';
await folder.shell(`${git} init -q && ${git} add . && ${git} commit -qm one && ${git} tag first`);
await folder.write('flows/hello.yaml', louder);
await folder.write('notes.yaml', 'a: 2\n');
await folder.write('flows/fresh.yaml', hello);
await rm(path.join(folder.path, 'flows/gone.yaml'));
await folder.shell(`${git} add -A && ${git} commit -qm two`);

describe('bisheng diff', () => {
  it('tells what is different in meaning', async () => {
    const { exitCode, stdout, stderr } = await run(['diff', 'old.yaml', 'new.yaml']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "old.yaml → new.yaml

      Nodes
        ~ greet  Transform
            config.expression: "Hello, " + text + "!" → "Hello, " + text + "!!"
      "
    `);
  });

  it('says so where nothing is', async () => {
    const { exitCode, stdout } = await run(['diff', 'old.yaml', 'same.yaml', '--exit-code']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Nothing has changed');
  });

  it('--exit-code: 1 where something has changed', async () => {
    expect((await run(['diff', 'old.yaml', 'new.yaml', '--exit-code'])).exitCode).toBe(1);
  });

  it.each([
    [['diff', 'first', '--format', 'json']],
    [['diff', 'first..HEAD', '--format', 'json']],
    [['diff', 'first...', '--format', 'json']],
  ])('%j: all flows that differ', async (args) => {
    const { exitCode, stdout } = await run(args);
    expect(exitCode).toBe(0);
    const { files } = JSON.parse(stdout) as {
      files: { before: { file: string } | null; after: { file: string } | null }[];
    };
    const names = files.map(({ before, after }) => `${before?.file ?? '-'} ${after?.file ?? '-'}`);
    // Of a file that only has a new name nothing is told, nor of one that is no flow.
    expect(names).toEqual(['flows/hello.yaml flows/hello.yaml']);
  });

  it('one flow against a revision, by its name too', async () => {
    for (const name of ['flows/hello.yaml', 'hello']) {
      const { stdout } = await run(['diff', 'first', name]);
      expect(stdout).toContain('first:flows/hello.yaml → flows/hello.yaml');
    }
    const { stdout } = await run(['diff', 'first', 'flows/gone.yaml', '--format', 'markdown']);
    expect(stdout).toContain('Node `greet` (`Transform`): **removed**');
  });

  it('a flow alone against HEAD', async () => {
    await folder.write('old.yaml', louder);
    const { stdout } = await run(['diff', 'old.yaml', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      changes: 1,
      files: [{ before: { revision: 'HEAD' } }],
    });
  });

  it('a flow alone by its name', async () => {
    await folder.write('flows/hello.yaml', hello);
    const { exitCode, stdout } = await run(['diff', 'hello']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('HEAD:flows/hello.yaml → flows/hello.yaml');
    await folder.write('flows/hello.yaml', louder);
  });

  it('what can not be read is no difference', async () => {
    await folder.write('broken.yaml', 'nodes: [\n');
    const { exitCode, stdout, stderr } = await run([
      'diff',
      'new.yaml',
      'broken.yaml',
      '--exit-code',
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('[yaml-syntax]');
  });

  it.each([
    [['diff'], 'versions'],
    [['diff', 'nothing'], 'neither a flow nor a revision'],
    [['diff', 'first..nothing'], 'no revision “nothing”'],
    [['diff', '--upload-pack=x'], 'no flag'],
    [['diff', 'first', 'none.yaml'], 'no file “none.yaml”'],
    [['diff', 'old.yaml', 'none.yaml'], 'no flow “none.yaml”'],
  ])('%j: exit 2', async (args, said) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});
