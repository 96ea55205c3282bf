import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, type Folder } from './bisheng.ts';

interface Plan {
  dry_run: boolean;
  conflicts: number;
  files: { path: string; action: string; bytes: number; sha256: string }[];
  refreshed: string[];
}

async function all(folder: Folder): Promise<string> {
  const { stdout } = await folder.shell('find . -type f | sort');
  return stdout;
}

async function isThere(folder: Folder, name: string): Promise<boolean> {
  return stat(path.join(folder.path, name)).then(
    () => true,
    () => false,
  );
}

describe('bisheng init', () => {
  it('makes a project whose flow runs at once', async () => {
    const folder = await folderWith();
    const made = await folder.run(['init', 'proj', '--yes']);
    expect(made.exitCode).toBe(0);
    for (const name of [
      ...['flows', 'custom_components', 'plugins', 'templates', 'knowledge'],
      ...['bisheng.yaml', '.gitignore', 'pyrightconfig.json'],
      ...['.bisheng/schema/flow.json', '.bisheng/python/bisheng/components/base.py'],
    ]) {
      expect(await isThere(folder, `proj/${name}`), name).toBe(true);
    }
    expect(await readFile(path.join(folder.path, 'proj/bisheng.yaml'), 'utf8')).toContain(
      '# models:',
    );
    const cwd = path.join(folder.path, 'proj');
    const ran = await folder.run(['run', 'hello', '--input', 'World'], { cwd });
    expect(ran).toMatchObject({ exitCode: 0, stdout: 'Hello, World!\n' });
    expect((await folder.run(['validate', '--strict'], { cwd })).exitCode).toBe(0);
    const again = await folder.run(['init', 'proj'], {});
    expect(again.exitCode).toBe(0);
    expect(again.stdout).not.toMatch(/^create/m);
  });

  it('leaves a .gitignore that is there alone and says what it lacks', async () => {
    const folder = await folderWith({ '.gitignore': 'node_modules/\n.env\n' });
    const { exitCode, stdout, stderr } = await folder.run(['init', '--yes']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^keep +\.gitignore$/m);
    expect(stderr).toContain('.bisheng/, __pycache__/');
    expect(stderr).not.toContain('.env,');
  });

  it('writes nothing where something else is in the way', async () => {
    const folder = await folderWith({ 'flows/hello.yaml': 'mine' });
    const before = await all(folder);
    const { exitCode, stdout, stderr } = await folder.run(['init', '--yes']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^conflict +flows\/hello\.yaml$/m);
    expect(await all(folder)).toBe(before);
    expect((await folder.run(['init', 'flows/hello.yaml', '--yes'])).exitCode).toBe(2);
  });

  it('does not hide the settings of a pyproject.toml', async () => {
    const folder = await folderWith({ 'pyproject.toml': '[tool.pyright]\nstrict = ["src"]\n' });
    const { exitCode, stderr } = await folder.run(['init', '--yes']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('.bisheng/python');
    expect(await isThere(folder, 'pyrightconfig.json')).toBe(false);
  });
});

describe('bisheng new', () => {
  it('does what --dry-run --json says', async () => {
    const folder = await folderWith({ 'bisheng.yaml': '' });
    const before = await all(folder);
    const args = ['new', 'component', 'summary', '--tests', '--json'];
    const dry = await folder.run([...args, '--dry-run']);
    expect(await all(folder)).toBe(before);
    const real = await folder.run(args);
    const [planned, made] = [dry, real].map(({ stdout }) => JSON.parse(stdout) as Plan);
    expect({ ...planned, dry_run: false }).toEqual(made);
    for (const file of made!.files) {
      const { createHash } = await import('node:crypto');
      const content = await readFile(path.join(folder.path, file.path));
      expect(createHash('sha256').update(content).digest('hex')).toBe(file.sha256);
      expect(content.length).toBe(file.bytes);
    }
    const written = (await all(folder))
      .split('\n')
      .filter((it) => it && !it.includes('/.bisheng/'));
    const told = ['./bisheng.yaml', ...made!.files.map((file) => `./${file.path}`)];
    expect(written.sort()).toEqual(told.sort());
  });

  it('never writes over anything', async () => {
    const folder = await folderWith({ 'bisheng.yaml': '' });
    const args = ['new', 'component', 'summary', '--yes'];
    expect((await folder.run(args)).exitCode).toBe(0);
    const same = await folder.run(args);
    expect(same.exitCode).toBe(0);
    expect(same.stdout.match(/^identical/gm)?.length).toBe(7);
    await folder.write('custom_components/summary/component.py', '# mine\n');
    await folder.shell('rm custom_components/summary/README.md');
    const before = await all(folder);
    const third = await folder.run(args);
    expect({ code: third.exitCode, stdout: third.stdout }).toEqual({ code: 1, stdout: '' });
    expect(third.stderr).toMatch(/^conflict +custom_components\/summary\/component\.py$/m);
    expect(third.stderr).toMatch(/^create +custom_components\/summary\/README\.md$/m);
    expect(third.stderr).toMatch(/^identical +custom_components\/summary\/schema\.py$/m);
    expect(await all(folder)).toBe(before);
    const json = await folder.run([...args, '--json']);
    expect(json.exitCode).toBe(1);
    expect((JSON.parse(json.stdout) as Plan).conflicts).toBe(1);
  });

  it.each([
    [['component', 'class'], 'class_step'],
    [['plugin', 'json'], 'json_plugin'],
    [['component', 'my name'], 'my_name'],
    [['flow', '../up'], 'up'],
    [['component', '情感'], '--display-name'],
    [['component'], '<name>'],
    [['component', 'a', '--kind', 'asnyc'], 'async'],
    [['component', 'a', '--input', 'x:Itneger'], 'Integer'],
    [['plugin', 'a', '--permission', 'evrything'], 'network'],
    [['plugin', 'a', '--dependency', 'a b c'], 'requests'],
    [['plugin', 'a', '--plugin-version', 'new'], '1.0.0'],
    [['flow', 'a', '--from', 'lop'], 'loop'],
    [['template', 'a', '--param', 'x:strin'], 'string'],
    [['componnt', 'a'], 'component'],
  ])('%j: exit 2, and it says what to do', async (args, said) => {
    const folder = await folderWith({ 'bisheng.yaml': '' });
    const { exitCode, stdout, stderr } = await folder.run(['new', ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(await all(folder)).toBe('./bisheng.yaml\n');
  });

  it('puts it into another folder, and speaks the project’s language', async () => {
    const folder = await folderWith({ 'bisheng.yaml': 'lang: zh\n' });
    const made = await folder.run(['new', 'flow', 'a', '--dir', 'flows/deep/er', '--yes']);
    expect(made.exitCode).toBe(0);
    const text = await readFile(path.join(folder.path, 'flows/deep/er/a.yaml'), 'utf8');
    expect(text).toContain('$schema=../../../.bisheng/schema/flow.json');
    expect(text).toContain('作用域');
    expect((await folder.run(['validate', '--strict'])).exitCode).toBe(0);
  });
});

describe('bisheng update', () => {
  it('merges what is new into what was changed', async () => {
    const folder = await folderWith({ 'bisheng.yaml': '' });
    await folder.run(['new', 'flow', 'a', '--yes']);
    const file = path.join(folder.path, 'flows/a.yaml');
    const now = await readFile(file, 'utf8');
    const record = path.join(folder.path, '.bisheng-scaffold/flows.a.flow.json');
    // As if an older version had written another description of the answer.
    const older = now
      .replace('id: answer', 'id: the_answer')
      .replace('to: answer', 'to: the_answer');
    const recorded = JSON.parse(await readFile(record, 'utf8')) as {
      files: Record<string, string>;
    };
    recorded.files['flows/a.yaml'] = older;
    await folder.write('.bisheng-scaffold/flows.a.flow.json', JSON.stringify(recorded));
    await folder.write('flows/a.yaml', older.replace('Hello', 'Good morning'));

    const dry = await folder.run(['update', '--dry-run']);
    expect(dry).toMatchObject({ exitCode: 0, stdout: 'merge  flows/a.yaml\n' });
    expect(await readFile(file, 'utf8')).toContain('the_answer');
    const real = await folder.run(['update']);
    expect(real).toMatchObject({ exitCode: 0, stdout: 'merge  flows/a.yaml\n' });
    expect(await readFile(file, 'utf8')).toBe(now.replace('Hello', 'Good morning'));
    expect((await folder.run(['update', 'a'])).stdout).toMatch(/^yours/);

    await folder.write('.bisheng-scaffold/flows.a.flow.json', JSON.stringify(recorded));
    await folder.write('flows/a.yaml', older.replace('id: the_answer', 'id: my_answer'));
    const conflict = await folder.run(['update']);
    expect({ code: conflict.exitCode, out: conflict.stdout }).toEqual({ code: 1, out: '' });
    expect(await readFile(file, 'utf8')).toContain('<<<<<<< yours\n  - id: my_answer\n=======');
  });

  it('a flag that is long has a line of its own in the help, and the others keep their room', async () => {
    const folder = await folderWith({});
    const { stdout } = await folder.run(['new', 'component', '--help']);
    expect(stdout).toMatch(/^ {2}--kind <basic[^>]+>\n {20,40}\S/m);
    expect(stdout).toMatch(/^ {2}--dir <dir> {2,30}\S/m);
  });

  it('says where there is nothing to update', async () => {
    const folder = await folderWith({ 'bisheng.yaml': '' });
    expect((await folder.run(['update'])).exitCode).toBe(2);
    await folder.run(['new', 'flow', 'abc', '--yes']);
    const { exitCode, stderr } = await folder.run(['update', 'abd']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('abc');
    await folder.write('.bisheng-scaffold/broken.json', '{');
    const passed = await folder.run(['update']);
    expect(passed.exitCode).toBe(0);
    expect(passed.stderr).toContain('broken.json');
    expect(passed.stdout).toBe('');
    expect(passed.stderr).toContain('2 files are up to date.');
  });
});
