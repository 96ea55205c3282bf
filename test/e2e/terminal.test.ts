import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { bin, folderWith, hello } from './bisheng.ts';

interface Seen {
  /** All that the terminal was sent. */
  shown: string;
  stdout: string;
  code: number;
}

const folder = await folderWith({
  'hello.yaml': hello,
  'asking.yaml': `nodes:
  - {id: ask, type: HumanInput, config: {prompt: "Go\\e[31m on?", options: ["yes please", "no"]}}
  - {id: say, type: Transform, config: {expression: '"You said " + answer'}}
edges: [{from: ask, to: say}]
`,
  'custom_components/loud/component.py': `from bisheng.components.base import BaseComponent

class Loud(BaseComponent):
    def build(self, text: str) -> str:
        return text.upper()
`,
  'custom_components/repeated/component.py': `from bisheng.components.base import BaseComponent
from bisheng.field_typing import Boolean, Dropdown, Input, Integer, Text

class Repeated(BaseComponent):
    inputs = [
        Input(name="text", field_type=Text, required=True),
        Input(name="n", field_type=Integer, required=True, info="how often"),
        Input(name="end", field_type=Dropdown, required=True, options=["!", "?"]),
        Input(name="loud", field_type=Boolean, required=True),
    ]

    def build(self, text: str, n: int, end: str, loud: bool) -> str:
        return (text.upper() if loud else text) * n + end
`,
  'typed.yaml': `nodes:
  - {id: ask, type: HumanInput, config: {prompt: How many, schema: {type: integer, minimum: 1}}}
  - {id: say, type: Transform, config: {expression: answer + 1}}
edges: [{from: ask, to: say}]
`,
  'parameters.yaml': `parameters:
  - {name: count, type: integer, required: true, description: how often}
  - {name: word, type: string, required: true, enum: [ha, ho]}
nodes:
  - {id: say, type: Transform, config: {expression: '\${word} * \${count}'}}
`,
  'waiting.yaml': `nodes:
  - {id: wait, type: Transform, config: {expression: 1 / 0}, retry: {max_attempts: 2, delay: 60}}
`,
  'slow.yaml': `nodes:
  - {id: input, type: InputNode}
  - id: reply
    type: Code
    config:
      code: |
        import asyncio
        async def main(text: str):
            await asyncio.sleep(60 if text == "slow" else 0)
            return text
edges: [{from: input, to: reply}]
`,
  'memory.yaml': `nodes:
  - {id: input, type: InputNode}
  - {id: reply, type: Transform, config: {expression: 'text + " " + str(len(history))'}}
edges: [{from: input, to: reply}]
`,
});

/** Runs the program in a terminal; each time one of the texts appears, the keys beside it are typed. */
async function inTerminal(
  args: readonly string[],
  script: readonly (readonly [text: string, keys: string])[],
  { columns = 80, env = {} }: { columns?: number; env?: Record<string, string> } = {},
): Promise<Seen> {
  const helper = path.join(import.meta.dirname, 'in-terminal.py');
  const { PATH = '', HOME = '' } = process.env;
  const { stdout } = await promisify(execFile)(
    'python3',
    [helper, String(columns), JSON.stringify(script), process.execPath, bin, ...args],
    { cwd: folder.path, env: { PATH, HOME, TERM: 'xterm', LANG: 'C.UTF-8', ...env } },
  );
  return JSON.parse(stdout) as Seen;
}

const SHOW_CURSOR = '\u001b[?25h';
const HIDE_CURSOR = '\u001b[?25l';

describe.skipIf(process.platform === 'win32')('at a terminal', () => {
  it('a missing text is asked for, and the answer does not mix with the result', async () => {
    const { code, stdout, shown } = await inTerminal(
      ['run', 'hello.yaml'],
      [['Text for', 'Ann\r']],
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Hello, Ann!\n' });
    expect(shown.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(shown.lastIndexOf(HIDE_CURSOR));
  });

  it('a terminal without a size is taken for one of 80 columns', async () => {
    const typed = [['Text for', 'Ann\r']] as const;
    const { code, shown } = await inTerminal(['run', 'hello.yaml'], typed, { columns: 0 });
    expect(code).toBe(0);
    expect(shown).toContain('Text for');
  });

  it('missing parameters are asked for until they have the right type', async () => {
    const { code, stdout, shown } = await inTerminal(
      ['run', 'parameters.yaml'],
      [
        ['how often', 'two\r'],
        ['integer', '\u007f\u007f\u007f3\r'],
        ['word', '\u001b[B\r'],
      ],
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'hohoho\n' });
    expect(shown).toContain('count: how often');
  });

  it('pdb has the terminal to itself', async () => {
    const { code, stdout, shown } = await inTerminal(
      ['component', 'run', 'loud', '--input', 'hi', '--debug'],
      [
        ['(Pdb) ', 'p text + "?"\r'],
        ['(Pdb) ', 'c\r'],
      ],
      { env: process.env.PYENV_ROOT ? { PYENV_ROOT: process.env.PYENV_ROOT } : {} },
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'HI\n' });
    expect(shown).toContain("'hi?'");
    expect(shown).not.toContain(HIDE_CURSOR);
  });

  it('missing inputs of a component are asked for until they have the right type', async () => {
    const { code, stdout } = await inTerminal(
      ['component', 'run', 'repeated'],
      [
        ['text', 'ho\r'],
        ['how often', 'x\r'],
        ['Integer', '\u007f3\r'],
        ['end', '\u001b[B\r'],
        ['loud', 'y'],
      ],
      { env: process.env.PYENV_ROOT ? { PYENV_ROOT: process.env.PYENV_ROOT } : {} },
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'HOHOHO?\n' });
  });

  it('--yes asks nothing', async () => {
    const { code, shown } = await inTerminal(['run', 'hello.yaml', '--yes'], []);
    expect(code).toBe(2);
    expect(shown).toContain('--input');
    expect((await inTerminal(['run', 'asking.yaml', '--yes'], [])).code).toBe(4);
  });

  it('a HumanInput is answered, and its prompt can not draw', async () => {
    const { code, stdout, shown } = await inTerminal(
      ['run', 'asking.yaml'],
      [['no', '\u001b[B\r']],
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'You said no\n' });
    const byNumber = await inTerminal(['run', 'asking.yaml'], [['no', '2\r']]);
    expect(byNumber.stdout).toBe('You said no\n');
    const back = await inTerminal(['run', 'asking.yaml'], [['no', '\u001b[B1\r']]);
    expect(back.stdout).toBe('You said yes please\n');
    expect(shown).not.toContain('Go\u001b[31m on?');
    // Once answered it leaves the screen alone: a line break behind the block would push it away from where it is erased.
    expect(shown).not.toContain('\u001b[J\r\n');
    const typed = await inTerminal(
      ['run', 'typed.yaml'],
      [
        ['How many', '0\r'],
        ['1', '\u007f41\r'],
      ],
    );
    expect(typed).toMatchObject({ code: 0, stdout: '42\n' });
  });

  it('Ctrl-C in a prompt ends everything with 130', async () => {
    for (const [flow, text] of [
      ['hello.yaml', 'Text for'],
      ['asking.yaml', 'please'],
    ] as const) {
      const { code, stdout, shown } = await inTerminal(['run', flow], [[text, '\u0003']]);
      expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
      expect(shown.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(shown.lastIndexOf(HIDE_CURSOR));
    }
  });

  it('Ctrl-C is said in the live view, which gives the cursor back', async () => {
    const { code, stdout, shown } = await inTerminal(
      ['run', 'waiting.yaml'],
      [['attempt 2', '\u0003']],
    );
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
    expect(shown).toContain('ancelling');
    expect(shown).toContain('Cancelled');
    expect(shown.lastIndexOf(SHOW_CURSOR)).toBeGreaterThan(shown.lastIndexOf(HIDE_CURSOR));
  });

  it('a conversation goes on turn by turn until Ctrl-D', async () => {
    const { code, stdout, shown } = await inTerminal(
      ['run', 'memory.yaml', '--chat'],
      [
        ['you> ', 'one\r'],
        ['you> ', 'two\r'],
        ['you> ', '\u0004'],
      ],
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'one 0\ntwo 2\n' });
    expect(shown).toContain('/exit');
  });

  it('Ctrl-C in a conversation stops the answer, at its prompt the conversation', async () => {
    const { code, stdout, shown } = await inTerminal(
      ['run', 'slow.yaml', '--chat'],
      [
        ['you> ', 'slow\r'],
        ['Thinking…', '\u0003'],
        ['ancelling', ''],
        ['you> ', 'fast\r'],
        ['you> ', '\u0003'],
      ],
    );
    expect({ code, stdout }, shown).toEqual({ code: 130, stdout: 'fast\n' });
  });

  it('even one of 20 columns is enough', async () => {
    const { code, stdout } = await inTerminal(['run', 'hello.yaml'], [['Text', 'Bo\r']], {
      columns: 20,
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Hello, Bo!\n' });
    expect((await inTerminal(['run', '--help'], [], { columns: 20 })).code).toBe(0);
  });

  it('TERM=dumb and CI get plain lines', async () => {
    for (const env of [
      { TERM: 'dumb', NO_COLOR: '1' },
      { CI: 'true', NO_COLOR: '1' },
    ]) {
      const { code, shown } = await inTerminal(['run', 'hello.yaml', '--input', 'x'], [], { env });
      expect(code).toBe(0);
      expect(shown).not.toContain('\u001b');
    }
  });
});
