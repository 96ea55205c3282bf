import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bin, folderWith } from './bisheng.ts';

const folder = await folderWith({ 'bisheng.yaml': '' });

/** Runs the program in a terminal; each time one of the texts appears, the keys beside it are typed. */
async function inTerminal(
  args: readonly string[],
  script: readonly (readonly [text: string, keys: string])[],
): Promise<{ shown: string; stdout: string; code: number }> {
  const helper = path.join(import.meta.dirname, 'in-terminal.py');
  const { PATH = '', HOME = '' } = process.env;
  const { stdout } = await promisify(execFile)(
    'python3',
    [helper, '100', JSON.stringify(script), process.execPath, bin, ...args],
    { cwd: folder.path, env: { PATH, HOME, TERM: 'xterm', LANG: 'C.UTF-8' } },
  );
  return JSON.parse(stdout) as { shown: string; stdout: string; code: number };
}

const DOWN = '\u001b[B';
const CLEAR = '\u0015';

describe.skipIf(process.platform === 'win32')('at a terminal', () => {
  it('a component’s name, kind and all the rest are asked for', async () => {
    const { code, stdout } = await inTerminal(
      ['new', 'component'],
      [
        ['Name (letters', 'class\r'],
        ['class_step', `${CLEAR}asked\r`],
        ['Kind of component', `${DOWN}${DOWN}\r`],
        ['Name that people see', `${CLEAR}问一问\r`],
        ['What it does', '\r'],
        ['Inputs', `${CLEAR}text, n:Intger=3\r`],
        ['Did you mean', `${CLEAR}text, l:List=[1, 2], n:Integer=3\r`],
        ['Outputs', '\r'],
        ['A test and a flow', '\r'],
      ],
    );
    expect(code).toBe(0);
    expect(stdout).not.toContain('tests/');
    const file = path.join(folder.path, 'custom_components/asked/component.py');
    const text = await readFile(file, 'utf8');
    expect(text).toContain('display_name = "问一问"');
    expect(text).toContain(
      'def build(self, text: str, l: Optional[list] = None, n: int = 3) -> Iterator[str]:',
    );
  });

  it('nothing is asked for that flags give, and nothing with --yes', async () => {
    const given = ['new', 'flow', 'given', '--from', 'loop', '--display-name', 'a'];
    const first = await inTerminal(given, [['What it does', '\r']]);
    expect(first.code).toBe(0);
    expect(first.shown).not.toContain('Begin with');
    const second = await inTerminal(['new', 'plugin', 'quiet', '--yes'], []);
    expect(second.code).toBe(0);
  });

  it('Ctrl-C writes nothing', async () => {
    const { code, stdout } = await inTerminal(
      ['new', 'template', 'stopped'],
      [
        ['Name that people see', '\r'],
        ['What it does', '\u0003'],
      ],
    );
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    await expect(readFile(path.join(folder.path, 'templates/stopped.yaml'))).rejects.toThrow();
  });
});
