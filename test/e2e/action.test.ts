import { execa } from 'execa';
import { load } from 'js-yaml';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonErrors } from '../support/formats.ts';
import { root } from '../support/pages.ts';
import { folderWith, hello } from './bisheng.ts';

interface Step {
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const action = load(await readFile(path.join(root, 'action.yml'), 'utf8')) as Action;

/** Does what the action's steps do on a runner, in a folder. */
async function act(cwd: string, inputs: Readonly<Record<string, string>>) {
  const filled = (value: string): string =>
    value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => {
      const given = inputs[name] ?? action.inputs[name]?.default;
      if (given === undefined) throw new Error(`there is no input ${name}`);
      return given;
    });
  const env: Record<string, string> = { GITHUB_ACTION_PATH: root, LANG: 'C.UTF-8' };
  let script = '';
  for (const step of action.runs.steps) {
    for (const [name, value] of Object.entries(step.env ?? {})) env[name] = filled(value);
    // Inputs in the script itself could become commands.
    expect(step.run).not.toContain('${{');
    script += `(cd "$PWD"; ${step.run}\n) || exit $?\n`;
  }
  return execa('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    env,
    reject: false,
  });
}

describe.skipIf(process.platform === 'win32')('the GitHub Action', () => {
  const wrong = hello.replace('to: greet', 'to: great');

  it('checks what the project has', async () => {
    const { path: folder } = await folderWith({ 'bisheng.yaml': '', 'flows/a.yaml': wrong });
    const { exitCode, stdout } = await act(folder, {});
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^::error file=flows\/a\.yaml,line=5,.*edge-target-missing::/m);
  });

  it('takes paths with spaces, one a line, and nothing in them for a command or a flag', async () => {
    const { path: folder, write } = await folderWith({ 'my flows/a.yaml': hello, 'b.yaml': hello });
    expect((await act(folder, { paths: 'my flows\n\nb.yaml\n' })).exitCode).toBe(0);
    await write('--strict', hello);
    const evil = await act(folder, { paths: '--strict\n$(touch pwned)\n"; touch pwned; "' });
    expect(evil.exitCode).toBe(2);
    await expect(readFile(path.join(folder, 'pwned'))).rejects.toThrow();
  });

  it('writes a SARIF log too, and fails as the check does', async () => {
    const { path: folder } = await folderWith({ 'a.yaml': `${hello}colour: red\n` });
    expect((await act(folder, { paths: 'a.yaml', sarif: 'out.sarif' })).exitCode).toBe(0);
    const log = await readFile(path.join(folder, 'out.sarif'), 'utf8');
    expect(log).toContain('key-unknown');
    expect(await jsonErrors(log, 'sarif-2.1.0.json')).toEqual([]);
    expect((await act(folder, { paths: 'a.yaml', strict: 'true' })).exitCode).toBe(1);
  });
});
