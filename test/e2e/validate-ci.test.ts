import { execa } from 'execa';
import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonErrors, junitErrors } from '../support/formats.ts';
import { bin, folderWith, hello } from './bisheng.ts';

const wrong = hello.replace('to: greet', 'to: great');
/** With a comment, and a text that YAML 1.1 reads as true. */
const doubtful = `# Ours\n${hello}name:   yes   # as it is\n`;
const fixed = doubtful.replace('yes', '"yes"');

describe('--format', () => {
  const formats = ['json', 'sarif', 'github', 'gitlab', 'junit'];
  const check = async (format: string, text: string): Promise<unknown[]> => {
    switch (format) {
      case 'sarif':
        return jsonErrors(text, 'sarif-2.1.0.json');
      case 'gitlab':
        return jsonErrors(text, 'gitlab-code-quality.json');
      case 'junit':
        return junitErrors(text);
      case 'json':
        JSON.parse(text);
        return [];
      default:
        return text.split('\n').filter((line) => !/^(?:::.*)?$/.test(line));
    }
  };

  it.each(formats)('%s is the document and nothing else, whatever happens', async (format) => {
    const { run, write } = await folderWith({ 'good.yaml': hello, 'wrong.yaml': wrong });
    await write('binary.yaml', Uint8Array.from([0, 1]));
    const calls: [string[], number][] = [
      [['good.yaml'], 0],
      [['wrong.yaml', 'good.yaml', 'binary.yaml'], 1],
      [['nowhere.yaml'], 2],
      [['--zzz'], 2],
      [['good.yaml', '--baseline', 'none.json'], 2],
    ];
    for (const [args, code] of calls) {
      const { exitCode, stdout } = await run(['validate', '--format', format, ...args]);
      expect({ args, exitCode, wrong: await check(format, stdout) }).toEqual({
        args,
        exitCode: code,
        wrong: [],
      });
      if (format !== 'github' || code !== 0) expect(stdout, args.join(' ')).not.toBe('');
    }
    // A defect: something that the program relies on is broken.
    await write(
      'break.mjs',
      `const { get } = Map.prototype;
Map.prototype.get = function (key) {
  if (key === 'explode') throw new TypeError('boom');
  return get.call(this, key);
};`,
    );
    await write('explode.yaml', hello.replaceAll('greet', 'explode'));
    const broken = await run(['validate', 'explode.yaml', '--format', format], {
      env: { NODE_OPTIONS: '--import=./break.mjs' },
    });
    expect(broken.exitCode).toBe(3);
    expect(broken.stdout).toContain('boom');
    expect(await check(format, broken.stdout)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32').each(formats)(
    '%s says so when it is cut short',
    async (format) => {
      const { shell } = await folderWith();
      // The pipe can be opened for writing once the program reads it.
      const lines = [
        'mkfifo pipe.yaml',
        `"${process.execPath}" "${bin}" validate pipe.yaml --format ${format} > out & waiting=$!`,
        'exec 3> pipe.yaml; kill -INT $waiting; wait $waiting; echo $? >&2; cat out',
      ];
      const { stdout, stderr } = await shell(lines.join('\n'));
      expect(stderr).toMatch(/Cancelling[^]*\n130\n$/);
      expect(stdout).toContain('SIGINT');
      expect(await check(format, stdout)).toEqual([]);
    },
  );

  it('names files as the CI system knows them', async () => {
    const { path: root, run } = await folderWith({ 'app/flows/wrong.yaml': wrong });
    const cwd = path.join(root, 'app');
    const at = async (env: Record<string, string>): Promise<unknown> =>
      JSON.parse(
        (await run(['validate', 'flows', '--format', 'gitlab'], { cwd, env })).stdout,
      ) as unknown;
    const located = (file: string) => [{ location: { path: file } }];
    expect(await at({})).toMatchObject(located('flows/wrong.yaml'));
    expect(await at({ CI_PROJECT_DIR: root })).toMatchObject(located('app/flows/wrong.yaml'));
    expect(await at({ GITHUB_WORKSPACE: root })).toMatchObject(located('app/flows/wrong.yaml'));
    expect(await at({ GITHUB_WORKSPACE: '/elsewhere' })).toMatchObject(located('flows/wrong.yaml'));
  });
});

describe('--fix', () => {
  it('repairs, keeps comments and layout, and does nothing the second time', async () => {
    const { path: root, run } = await folderWith({ 'a.yaml': doubtful, 'b.yaml': hello });
    const file = path.join(root, 'a.yaml');
    await chmod(file, 0o640);
    await symlink('a.yaml', path.join(root, 'link.yaml'));
    const first = await run(['validate', '--fix', 'link.yaml', 'a.yaml', 'b.yaml', '--strict']);
    expect(first).toMatchObject({ exitCode: 0, stdout: '' });
    expect(first.stderr).toContain('Repaired 1 finding in 1 file.');
    expect(await readFile(file, 'utf8')).toBe(fixed);
    const { mode, mtimeMs } = await stat(file);
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o640);
    const second = await run(['validate', '--fix', '.']);
    expect(second.exitCode).toBe(0);
    expect(second.stderr).toContain('Nothing to repair.');
    expect((await stat(file)).mtimeMs).toBe(mtimeMs);
    expect((await run(['validate', '.'])).stderr).not.toContain('--fix');
  });

  it('keeps the encoding and the line breaks', async () => {
    const { path: root, run, write } = await folderWith();
    const windows = (text: string): string => text.replace(/\n/g, '\r\n');
    const wide = (text: string): Buffer => Buffer.from(`\ufeff${windows(text)}`, 'utf16le');
    await write('wide.yaml', wide(doubtful));
    await write('marked.yaml', `\ufeff${windows(doubtful)}`);
    await run(['validate', '--fix', '.']);
    expect(await readFile(path.join(root, 'wide.yaml'))).toEqual(wide(fixed));
    expect(await readFile(path.join(root, 'marked.yaml'), 'utf8')).toBe(`\ufeff${windows(fixed)}`);
  });

  it('--dry-run shows a patch and writes nothing', async () => {
    const { path: root, run } = await folderWith({ 'a.yaml': doubtful });
    const { stdout, stderr, exitCode } = await run(['validate', '--fix', '--dry-run', '.']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('yaml-1-1-differs');
    expect(await readFile(path.join(root, 'a.yaml'), 'utf8')).toBe(doubtful);
    const patched = await execa('git', ['apply', '-'], { cwd: root, input: stdout });
    expect(patched.exitCode).toBe(0);
    expect(await readFile(path.join(root, 'a.yaml'), 'utf8')).toBe(fixed);
  });

  it('leaves alone what is no flow, what is left out, and what somebody asks to ignore', async () => {
    const ignored = doubtful.replace('as it is', 'bisheng-ignore yaml-1-1-differs: ours');
    const files = {
      'other.yaml': 'services: {nodes: yes}\nswitch: on\n',
      'ignored.yaml': ignored,
      'old/a.yaml': doubtful,
      '.bishengignore': 'old/\n',
    };
    const { path: root, run } = await folderWith(files);
    expect((await run(['validate', '--fix', '.', '--strict'])).exitCode).toBe(0);
    for (const [name, text] of Object.entries(files)) {
      expect(await readFile(path.join(root, name), 'utf8'), name).toBe(text);
    }
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'fails where it may not write',
    async () => {
      const { run, write } = await folderWith();
      await chmod(await write('a.yaml', doubtful), 0o444);
      const { exitCode, stderr } = await run(['validate', '--fix', '.']);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('can’t be written');
    },
  );
});

describe('--baseline', () => {
  it('hides what is known, tells what is new, and keeps what was not looked at', async () => {
    const { path: root, run, write } = await folderWith({ 'a.yaml': wrong, 'b.yaml': wrong });
    const with_ = (...args: string[]) => run(['validate', ...args, '--baseline', 'known.json']);
    const missing = await with_('.');
    expect(missing.exitCode).toBe(2);
    expect(missing.stderr).toContain('--update-baseline');
    expect((await with_('.', '--update-baseline')).exitCode).toBe(0);
    const text = await readFile(path.join(root, 'known.json'), 'utf8');
    expect((await with_('.')).exitCode).toBe(0);

    await write('a.yaml', `# One line more\n${wrong}`);
    const moved = await with_('.');
    expect(moved).toMatchObject({ exitCode: 0, stdout: '' });
    expect(moved.stderr).toContain('2 findings not shown');
    expect((await with_('.', '--update-baseline')).exitCode).toBe(0);
    expect(await readFile(path.join(root, 'known.json'), 'utf8')).toBe(text);

    await write('a.yaml', hello);
    const repaired = await with_('a.yaml');
    expect(repaired.stderr).toContain('1 finding of “known.json” is there no more');
    await with_('a.yaml', '--update-baseline');
    expect((await with_('b.yaml')).exitCode).toBe(0);

    await write('c.yaml', wrong);
    const fresh = await with_('.', '--format', 'json');
    expect(fresh.exitCode).toBe(1);
    expect(JSON.parse(fresh.stdout)).toMatchObject({ diagnostics: [{ file: 'c.yaml' }] });
    await write('known.json', '<<<<<<< HEAD\n');
    expect(await with_('.')).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

describe('--since', () => {
  it('checks what has changed, and is content where nothing has', async () => {
    const { path: root, run, write } = await folderWith({ 'a.yaml': wrong, 'b.yaml': hello });
    const git = (...args: string[]) =>
      execa('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.org', ...args], { cwd: root });
    await git('init', '--quiet');
    await git('add', '--all');
    await git('commit', '--quiet', '--message=x');
    const nothing = await run(['validate', '.', '--since', 'HEAD']);
    expect(nothing).toMatchObject({ exitCode: 0, stdout: '' });
    expect(nothing.stderr).toContain('since “HEAD”');
    await write('b.yaml', wrong);
    const { exitCode, stdout } = await run(['validate', '--since', 'HEAD', '--format', 'json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ files: 1, diagnostics: [{ file: 'b.yaml' }] });
    const unknown = await run(['validate', '--since', 'v9']);
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain('“v9”');
  });
});

it('what .bishengignore leaves out is content even if that is all', async () => {
  const { run } = await folderWith({ 'flows/a.yaml': wrong, '.bishengignore': 'flows' });
  const left = await run(['validate', 'flows/a.yaml']);
  expect(left).toMatchObject({ exitCode: 0, stdout: '' });
  expect(left.stderr).toContain('.bishengignore');
  expect((await run(['validate', 'flows/a.yaml', '--no-ignore'])).exitCode).toBe(1);
});

it('comments in components can ask to ignore what is found there', async () => {
  const code = (comment: string): string => `import no_such_module${comment}


class Shout(BaseComponent):
    inputs = [StrInput(name="text")]

    def build(self, text: str) -> str:
        return text.upper()
`;
  const { run, write } = await folderWith({
    'bisheng.yaml': '',
    'custom_components/shout/component.py': code(''),
  });
  const before = await run(['validate', '--format', 'json']);
  expect(before.stdout).toContain('import-missing');
  await write(
    'custom_components/shout/component.py',
    code('  # bisheng-ignore import-missing: the image has it'),
  );
  const after = await run(['validate', '--format', 'json']);
  expect(after.stdout).not.toContain('import-missing');
  expect(after.stdout).not.toContain('ignore-unused');
});
