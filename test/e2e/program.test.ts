import { describe, expect, it } from 'vitest';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { bin, folderWith, hello } from './bisheng.ts';
import manifest from '../../package.json' with { type: 'json' };

const folder = await folderWith({ 'hello.yaml': hello, 'broken.yaml': 'nodes: [\n' });
const { run } = folder;

describe('the program', () => {
  it.each(['--version', '-V'])('%s prints the version and nothing else', async (flag) => {
    expect(await run([flag])).toMatchObject({
      exitCode: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
  });

  it.each([
    [[]],
    [['--help']],
    [['help']],
    [['run', '--help']],
    [['help', 'run']],
    [['validate', '-h']],
  ])('%j shows examples before anything else', async (args) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const [examples, usage] = ['Examples:\n  bisheng ', 'Usage: bisheng'].map((text) =>
      stdout.indexOf(text),
    );
    expect(examples).toBeGreaterThan(0);
    expect(usage).toBeGreaterThan(examples ?? 0);
  });

  it('names only the commands that there are', async () => {
    const { stdout } = await run([]);
    const commands = /Commands:\n([^]*?)\n\n/.exec(stdout)?.[1] ?? '';
    expect(commands.split('\n').map((line) => line.trim().split(' ')[0])).toEqual([
      'init',
      'new',
      'run',
      'batch',
      'runs',
      'report',
      'cache',
      'validate',
      'test',
      'graph',
      'diff',
      'explain',
      'template',
      'component',
      'plugin',
      'knowledge',
      'mock-llm',
      'serve',
      'token',
      'mcp',
      'update',
      'doctor',
      'config',
      'schema',
      'completion',
      'help',
    ]);
  });

  it.each(['login', 'deploy', 'dev', 'logs', 'skills', 'platforms'])(
    'leaves %s to the other tool',
    async (verb) => {
      expect((await run([verb])).exitCode).toBe(2);
    },
  );
});

describe('arguments that make no sense', () => {
  it.each([
    [['runn'], 'There is no command “runn”', 'Did you mean “run”?'],
    [['hello.yaml'], 'There is no command', 'bisheng run hello.yaml'],
    [['help', 'validat'], 'There is no command “validat”', 'Did you mean “validate”?'],
    [
      ['run', 'hello.yaml', '--inptu', 'x'],
      'There is no flag “--inptu”',
      'Did you mean “--input”?',
    ],
    [['run', 'hello.yaml', '--out=json'], 'There is no flag “--out”', 'Did you mean “--output”?'],
    [['run', 'hello.yaml', '--format=json'], 'There is no flag “--format”', 'mean “--output”?'],
    [['validate', '--output', 'json'], 'There is no flag “--output”', 'Did you mean “--format”?'],
    [['config', '--zzz'], 'There is no flag “--zzz”', 'bisheng config --help'],
    [['validate', '--forma', 'json'], 'There is no flag “--forma”', 'Did you mean “--format”?'],
    [['run'], '<flow>', '--help'],
    [['run', 'hello.yaml', 'Ann'], 'no further argument “Ann”', '--input'],
    [['config', 'x'], 'no further argument “x”', '--help'],
    [['run', 'hello.yaml', '--input'], '--input', 'needs a value'],
    [['run', 'hello.yaml', '--output', 'jso'], '--output can’t be “jso”', '“json”'],
    [['validate', '--format', 'serif'], 'pretty, json, sarif', 'Did you mean “sarif”?'],
    [['validate', '--dry-run'], '--dry-run means nothing without --fix', ''],
    [['validate', '--update-baseline'], 'nothing without --baseline', ''],
    [['validate', '-', '--fix'], '--fix and -', ''],
    [['run', 'hello.yaml', '--concurrency', '0'], '--concurrency must be a whole number', '“0”'],
    [['run', 'hello.yaml', '--timeout', 'soon'], '--timeout must be a number of seconds', '“soon”'],
    [['run', 'hello.yaml', '--lang', 'fr'], '--lang must be en or zh', ''],
    [['run', 'hello.yaml', '--quiet', '-v'], '--quiet and --verbose', ''],
    [['run', 'hello.yaml', '--chat', '--dry-run'], '--chat and --dry-run', ''],
    [['run', '-', '--input-file', '-'], 'stdin', ''],
    [['run', 'hello.yaml', '--input', 'n:=[1'], 'is not JSON', '--input n='],
    [
      ['run', 'hello.yaml', '--input', 'a', '--input', 'b'],
      '“input” is given twice',
      'one text only',
    ],
    [['run', 'hello.yaml', '--input', 'a=1', '--input', 'a=2'], '“a” is given twice', ''],
    [['run', 'hello.yaml', '--param', 'x'], '--param needs name=value', '“x”'],
    [['run', 'helo.yaml'], 'There is no flow “helo.yaml”', 'Did you mean “hello.yaml”?'],
    [['run', 'hello'], 'There is no flow “hello”', 'Did you mean “hello.yaml”?'],
    [['run', '.'], 'is a folder', 'bisheng validate'],
    [['run', 'flow.py:Flow'], 'There is no flow “flow.py”', ''],
    [['run', 'hello.yaml', '--only', 'gret'], 'no node “gret”', '“greet”'],
    [['run', 'hello.yaml', '--input-file', 'none.txt'], 'no file “none.txt”', ''],
    [['validate', 'none.yaml'], 'no file or folder “none.yaml”', ''],
    [['validate', '*.toml'], 'Nothing matches', ''],
    [['validate', 'hello.yaml', '--param', 'x=1'], 'parameter “x”', ''],
  ])('%j: exit 2, nothing on stdout', async (args, said, hinted) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(said);
    expect(stderr).toContain(hinted);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });

  it('can not reach the terminal by being repeated', async () => {
    const { stderr } = await run(['run', 'hello.yaml', '--\u001b[31m\r\nx']);
    expect(stderr).not.toMatch(/[\u001b\r]/);
  });
});

describe('the language', () => {
  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, [], '错误：'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'en_US.UTF-8' }, [], 'error:'],
    [{ LANG: 'en_US.UTF-8', BISHENG_LANG: 'zh' }, [], '错误：'],
    [{ BISHENG_LANG: 'zh' }, ['--lang', 'en'], 'error:'],
    [{}, ['--lang=zh'], '错误：'],
  ])('%j with %j says %j', async (env, flags, word) => {
    const { exitCode, stderr } = await run(['run', 'none.yaml', ...flags], { env });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(word);
  });

  it.each([
    [['--lang', 'zh', 'validate', 'none.yaml'], '错误：没有“none.yaml”'],
    [['validate', '--lang', 'zh', 'none.yaml'], '错误：没有“none.yaml”'],
    [['--lang', 'zh', 'runs', '--lang', 'en', 'show', 'none'], 'error:'],
    [['--lang', 'zh', 'runs', 'show', 'none'], '错误：'],
    [['--lang', 'fr', 'validate'], '--lang must be en or zh'],
  ])('%j: the language may stand anywhere, the last counts', async (args, said) => {
    const { exitCode, stderr } = await run(args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(said);
  });

  it('is Chinese all through the help', async () => {
    const { stdout } = await run(['run', '--help', '--lang', 'zh']);
    expect(stdout).toContain('示例：');
    expect(stdout).not.toMatch(/Usage|Options|Arguments|default/);
  });

  it('of bisheng.yaml is spoken in the project', async () => {
    const project = await folderWith({ 'bisheng.yaml': 'lang: zh\n', 'broken.yaml': 'nodes: [\n' });
    const { stderr } = await project.run(['validate', 'broken.yaml']);
    expect(stderr).toContain('错误');
  });
});

describe('streams', () => {
  it('a pipe gets no escape codes, unless colours are asked for', async () => {
    const plain = await run(['validate', 'broken.yaml']);
    expect(plain.stderr).not.toMatch(/[\u001b\r]/);
    const coloured = await run(['validate', 'broken.yaml'], { env: { FORCE_COLOR: '1' } });
    expect(coloured.stderr).toContain('\u001b[');
    const never = await run(['validate', 'broken.yaml', '--no-color'], {
      env: { FORCE_COLOR: '1' },
    });
    expect(never.stderr).not.toContain('\u001b');
  });

  it.skipIf(process.platform === 'win32')('a closed pipe is silent and fine', async () => {
    const items = Array.from({ length: 20_000 }, (_, n) => n);
    await folder.write('many.json', JSON.stringify({ items, input: 'x'.repeat(100_000) }));
    const program = `"${process.execPath}" "${bin}"`;
    for (const command of [
      `${program} run hello.yaml --input-file many.json --quiet`,
      `${program} run hello.yaml --input-file many.json --output ndjson --quiet`,
      `${program} --help`,
      `${program} --version`,
    ]) {
      const { stdout, stderr } = await folder.shell(`${command} | true; echo "$\{PIPESTATUS[0]}"`);
      expect({ command, stdout, stderr }).toEqual({ command, stdout: '0\n', stderr: '' });
    }
  });

  it.runIf(existsSync('/dev/full'))('a result that can not be written is a failure', async () => {
    const { stdout, stderr } = await folder.shell(
      `"${process.execPath}" "${bin}" run hello.yaml --input Ann --quiet > /dev/full; echo $?`,
    );
    expect(stdout).toBe('1\n');
    expect(stderr).toContain('ENOSPC');
    expect(stderr).not.toContain('at ');
  });
});

describe('a defect of ours', () => {
  /** Breaks something that the program relies on. */
  const broken = (how: string) =>
    folder.write(
      'break.mjs',
      `Object.defineProperty(globalThis.crypto, 'randomUUID', { value: () => { ${how} } });`,
    );
  const start = async (how: string, env: Record<string, string> = {}) => {
    const preload = pathToFileURL(await broken(how)).href;
    const temporary = await folderWith();
    const options = {
      NODE_OPTIONS: `--import=${preload}`,
      TMPDIR: temporary.path,
      TEMP: temporary.path,
    };
    return run(['run', 'hello.yaml', '--input', 'my secret'], { env: { ...options, ...env } });
  };

  it('is told as such, with its details in a file that holds no argument', async () => {
    const { exitCode, stdout, stderr } = await start('throw new TypeError("boom")');
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toContain('defect of bisheng');
    expect(stderr).not.toMatch(/^\s+at /m);
    const file = /written to (.*)$/m.exec(stderr)?.[1] ?? '';
    const details = await readFile(file, 'utf8');
    expect(details).toContain('TypeError: boom\n    at ');
    expect(details).not.toContain('my secret');
  });

  it('shows them at once with BISHENG_DEBUG=1', async () => {
    const { exitCode, stderr } = await start('throw new TypeError("boom")', { BISHENG_DEBUG: '1' });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^ {4}at /m);
  });

  it('is noticed even when what is thrown is no error', async () => {
    expect((await start('throw "just a text"')).exitCode).toBe(3);
  });
});

it.skipIf(process.platform === 'win32')(
  'a working directory that is gone is a usage error',
  async () => {
    const { stdout, stderr } = await folder.shell(
      `mkdir gone; cd gone; rmdir ../gone; "${process.execPath}" "${bin}" validate; echo $?`,
    );
    expect(stdout).toBe('2\n');
    expect(stderr).not.toMatch(/^\s+at /m);
  },
);
