import { spawn } from 'node:child_process';
import { access, chmod, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildWheels } from '../plugins/wheels.ts';
import { bin, folderWith, type Folder } from './bisheng.ts';

const code = (body: string): string => `from bisheng.plugins import PluginInterface


class Speaker(PluginInterface):
    @property
    def name(self):
        return "Speaker"

    @property
    def version(self):
        return "1.0.0"

    @property
    def description(self):
        return "Speaks"

    def initialize(self, config):
        self.config = config
        self.log("initialize")

    def log(self, what):
        import os
        with open(os.path.join(os.environ["HOME"], "log.txt"), "a") as file:
            print(what, file=file)

    def process(self, input_data):
        self.log("process")
${body.replace(/^/gm, '        ')}

    def cleanup(self):
        self.log("cleanup")
`;

const manifest = (more = ''): string =>
  `name: Speaker\nversion: "1.0.0"\ndescription: Speaks\nclass_name: Speaker\n${more}`;

const speaker = {
  'bisheng.yaml': '',
  'plugins/speaker/plugin.py': code(
    'return input_data.upper() + self.config.get("mark", "") * self.config.get("times", 1)',
  ),
  'plugins/speaker/config.yaml': manifest('config: {mark: "!", times: 2}\n'),
};

/** What pip settings the machine has must not matter. */
const env = { PIP_CONFIG_FILE: '/dev/null' };

describe('a plugin in a flow', () => {
  it('is a node by its folder’s and its own name, initialized once and cleaned up', async () => {
    const { run, path: folder } = await folderWith({
      ...speaker,
      'flow.yaml': `nodes:
  - {id: input, type: InputNode}
  - {id: words, type: Transform, config: {expression: '[text, "b"]'}}
  - {id: each, type: ItemProcessor, config: {plugin: Speaker, plugin_config: {times: 3}}, inputs: {batch: words.result}}
  - {id: one, type: speaker, inputs: {input_data: "each.results[0]"}}
edges:
  - {from: input, to: words}
  - {from: words, to: each}
  - {from: each, to: one}
`,
    });
    const { stdout, stderr, exitCode } = await run(['run', 'flow.yaml', '--input', 'a']);
    expect(stderr).not.toContain('warning');
    expect(stdout).toBe('A!!!!!\n');
    expect(exitCode).toBe(0);
    const log = await readFile(path.join(folder, '.bisheng/cache/speaker/log.txt'), 'utf8');
    const lines = log.trim().split('\n').sort();
    expect(lines).toEqual([
      'cleanup',
      'cleanup',
      'initialize',
      'initialize',
      'process',
      'process',
      'process',
    ]);
  });

  it('is checked by validate together with the flows', async () => {
    const { run } = await folderWith({
      ...speaker,
      'plugins/speaker/config.yaml': manifest('dependencies: [nltk=3.8]\npermissions: [netwrok]\n'),
    });
    const { stderr, exitCode } = await run(['validate']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('[requirement-invalid]');
    expect(stderr).toContain('[permission-invalid]');
    expect(stderr).toContain('network');
  });
});

describe('bisheng plugin', () => {
  it('lists good and broken ones, and shows one', async () => {
    const { run } = await folderWith({
      ...speaker,
      'plugins/half/plugin.py': '',
      'plugins/wrong/plugin.py': 'class A:\n  pass\n',
      'plugins/wrong/config.yaml': 'class_name: B\n',
      'plugins/needs/plugin.py': code('return 1'),
      'plugins/needs/config.yaml': manifest('dependencies: [apple]\n'),
    });
    const listed = JSON.parse((await run(['plugin', 'list', '--json'])).stdout) as {
      format_version: number;
      plugins: { id: string; state: string }[];
    };
    expect(listed.format_version).toBe(1);
    const states = Object.fromEntries(listed.plugins.map(({ id, state }) => [id, state]));
    const enforced = process.platform === 'linux' ? 'ready' : 'needs-trust';
    expect(states).toEqual({
      half: 'broken',
      wrong: 'broken',
      needs: 'needs-install',
      speaker: enforced,
    });
    const info = JSON.parse((await run(['plugin', 'info', 'speaker', '--json'])).stdout) as object;
    expect(info).toMatchObject({ class_name: 'Speaker', config: { mark: '!', times: 2 } });
  });

  it('checks: exit 1 for errors, with --strict for warnings too', async () => {
    const { run, write } = await folderWith(speaker);
    expect((await run(['plugin', 'check'])).exitCode).toBe(0);
    await write('plugins/speaker/config.yaml', manifest().replace('1.0.0', '2.0.0'));
    const warned = await run(['plugin', 'check', 'speaker']);
    expect(warned.stderr).toContain('plugins/speaker/config.yaml:2:10: warning');
    expect(warned.exitCode).toBe(0);
    expect((await run(['plugin', 'check', '--strict'])).exitCode).toBe(1);
    await write('plugins/speaker/config.yaml', manifest().replace('class_name: Speaker', ''));
    const broken = await run(['plugin', 'check', '--json']);
    expect(broken.exitCode).toBe(1);
    expect(JSON.parse(broken.stdout)).toMatchObject({ format_version: 1, errors: 1 });
  });

  it('runs one alone, with input and config from flags', async () => {
    const { run } = await folderWith(speaker);
    const alone = (...args: string[]) => run(['plugin', 'run', 'speaker', ...args]);
    expect((await alone('--input', 'hello ${name}')).stdout).toBe('HELLO ${NAME}!!\n');
    const flags = ['--input', 'a', '--config', 'times=3', '--config', 'mark=?'];
    expect((await alone(...flags)).stdout).toBe('A???\n');
    const failed = await alone('--input', 'input_data:=5');
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).toBe('');
    expect(failed.stderr).toContain('plugins/speaker/plugin.py:28');
    expect((await alone()).exitCode).toBe(2);
    const typo = await run(['plugin', 'run', 'speakr', '--input', 'a']);
    expect([typo.exitCode, typo.stderr]).toEqual([2, expect.stringContaining('speaker')]);
  });

  it('asks a person before it trusts, and nobody in CI', async () => {
    const { run, path: folder } = await folderWith(speaker);
    const home = { HOME: path.join(folder, 'home') };
    const trust = (args: string[], more = {}) =>
      run(['plugin', 'trust', 'speaker', ...args], { env: { ...home, ...more } });
    expect((await trust([])).exitCode).toBe(2);
    expect((await trust(['--yes'], { CI: 'true' })).exitCode).toBe(1);
    expect((await trust(['--yes'])).exitCode).toBe(0);
    expect((await trust(['--revoke', '--json'])).stdout).toContain('"trusted": false');
  });
});

async function twoThatConflict(): Promise<Folder & { wheels: string }> {
  const folder = await folderWith({
    'bisheng.yaml': '',
    'plugins/old/plugin.py': code('import apple\nreturn apple.VERSION'),
    'plugins/old/config.yaml': manifest('dependencies: ["apple<2"]\n'),
    'plugins/new/plugin.py': code('import apple\nreturn apple.VERSION'),
    'plugins/new/config.yaml': manifest('dependencies: ["apple>=2"]\n'),
  });
  const wheels = path.join(folder.path, 'wheels');
  await mkdir(wheels);
  await buildWheels(wheels, [
    ['apple', '1.0'],
    ['apple', '2.0'],
  ]);
  return { ...folder, wheels };
}

describe('bisheng plugin install', () => {
  it('says where there is nothing that could need packages', async () => {
    const { run } = await folderWith({ 'bisheng.yaml': '' });
    const { stderr, exitCode } = await run(['plugin', 'install']);
    expect(stderr).toBe('No plugins in plugins/.\n');
    expect(exitCode).toBe(0);
  });

  it('lets plugins with conflicting needs both work, offline', async () => {
    const { run, path: folder } = await twoThatConflict();
    const refused = await run(['plugin', 'run', 'old', '--input', 'x']);
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('bisheng plugin install old');
    const args = ['plugin', 'install', '--no-index', '--find-links', 'wheels'];
    const installed = await run([...args, '--json'], { env });
    expect(installed.exitCode, installed.stderr).toBe(0);
    expect(JSON.parse(installed.stdout)).toMatchObject({
      results: [
        { name: 'new', status: 'installed', packages: [{ name: 'apple', version: '2.0' }] },
        { name: 'old', status: 'installed', packages: [{ name: 'apple', version: '1.0' }] },
      ],
    });
    expect((await run(['plugin', 'run', 'old', '--input', 'x'])).stdout).toBe('1.0\n');
    expect((await run(['plugin', 'run', 'new', '--input', 'x'])).stdout).toBe('2.0\n');
    await access(path.join(folder, 'bisheng.lock'));
    const again = await run(['plugin', 'install', '--json'], { env });
    expect(again.stdout.match(/"kept"/g)).toHaveLength(2);
  });

  it('leaves the old one working when it is killed half-way', async () => {
    const { run, path: folder, wheels, write } = await twoThatConflict();
    const args = ['plugin', 'install', 'new', '--no-index', '--find-links', wheels];
    await run(args, { env });
    // An installer that tells that it has begun, and never ends.
    const began = path.join(folder, 'began');
    const uv = await write('bin/uv', `#!/bin/sh\ntouch ${began}\nexec sleep 60\n`);
    await chmod(uv, 0o755);
    const child = spawn(process.execPath, [bin, 'plugin', 'install', 'new', '--upgrade'], {
      cwd: folder,
      env: { ...env, HOME: folder, PATH: `${path.dirname(uv)}:${process.env.PATH ?? ''}` },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    await untilThere(began);
    child.kill('SIGKILL');
    await ended;
    expect((await run(['plugin', 'run', 'new', '--input', 'x'])).stdout).toBe('2.0\n');
    const after = await run([...args, '--upgrade'], { env });
    expect(after.exitCode, after.stderr).toBe(0);
    const names = await readdir(path.join(folder, '.bisheng/env'));
    expect(names.filter((name) => !name.startsWith('new-'))).toEqual(['.gitignore']);
    expect(names).toHaveLength(3);
  });

  it('says what the installer says, and goes on with the others', async () => {
    const { run, write } = await twoThatConflict();
    await write('plugins/new/config.yaml', manifest('dependencies: [nowhere-to-be-found]\n'));
    const args = ['plugin', 'install', '--no-index', '--find-links', 'wheels'];
    const { exitCode, stderr } = await run(args, { env });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('nowhere-to-be-found');
    expect((await run(['plugin', 'run', 'old', '--input', 'x'])).stdout).toBe('1.0\n');
  });

  it('installs what the components need too', async () => {
    const { run, wheels, write } = await twoThatConflict();
    await write('custom_components/fruit/requirements.txt', 'apple\n');
    await write(
      'custom_components/fruit/component.py',
      `from bisheng.components.base import BaseComponent
import apple


class Fruit(BaseComponent):
    def build(self, text: str) -> str:
        return text + apple.VERSION
`,
    );
    const args = ['plugin', 'install', '--no-index', '--find-links', wheels];
    expect((await run(args, { env })).exitCode).toBe(0);
    expect((await run(['component', 'run', 'fruit', '--input', 'v'])).stdout).toBe('v2.0\n');
  });
});

async function untilThere(file: string): Promise<void> {
  for (;;) {
    const there = await access(file).then(
      () => true,
      () => false,
    );
    if (there) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
