import { describe, expect, it } from 'vitest';
import { folderWith, type Folder } from './bisheng.ts';

const shout = `
from bisheng.components.base import BaseComponent
from bisheng.field_typing import Input, Output, Text, Integer

class Shout(BaseComponent):
    display_name = "大声"
    description = "Says it louder."

    inputs = [
        Input(name="text", field_type=Text, required=True, display_name="Text"),
        Input(name="times", field_type=Integer, value=1, info="How often"),
    ]
    outputs = [Output(name="result", field_type=Text)]

    def build(self, text: str, times: int = 1) -> str:
        return (text.upper() + "!") * times
`;
const words = `
from typing import Iterator

class Words(BaseComponent):
    def __init__(self, separator: str = " "):
        super().__init__()
        self.separator = separator

    def build(self, prompt: str) -> Iterator[str]:
        for word in prompt.split():
            yield word + self.separator
`;
const broken = `
from bisheng.components.base import BaseComponent

class Broken(BaseComponent):
    def build(self, text: str) -> str:
        return text + undefined_name
`;
const flow = `
nodes:
  - {id: input, type: InputNode}
  - {id: loud, type: Shout, config: {times: 2}}
  - {id: words, type: words, config: {separator: "-"}}
edges:
  - {from: input, to: loud}
  - {from: loud, to: words}
`;
const designed = `
class Designed:
    def design_flow(self):
        return {
            "nodes": [{"id": "input", "type": "InputNode"}, {"id": "loud", "type": "Shout"}],
            "edges": [{"from": "input", "to": "loud"}],
        }
`;

function project(): Promise<Folder> {
  return folderWith({
    'bisheng.yaml': '',
    'custom_components/shout/component.py': shout,
    'custom_components/words/component.py': words,
    'flows/loud.yaml': flow,
    'designed.py': designed,
  });
}

describe('a flow with components in Python', () => {
  it('runs them, streams, and prints the result', async () => {
    const { run } = await project();
    const { stdout, stderr, exitCode } = await run(['run', 'loud', '--input', 'hi there']);
    expect(stderr).not.toContain('error');
    expect(stdout).toBe('HI-THERE!HI-THERE!-\n');
    expect(exitCode).toBe(0);
    const events = (await run(['run', 'loud', '--input', 'a b', '--output', 'ndjson'])).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; node?: string; text?: string });
    const chunks = events.filter(({ type }) => type === 'stream_chunk');
    expect(chunks.map(({ node }) => node)).toEqual(['words', 'words', 'words']);
  });

  it('shows where in the component it failed', async () => {
    const { run, write } = await project();
    await write(
      'custom_components/shout/component.py',
      shout.replace(
        'return (text.upper()',
        'raise ValueError("too quiet")\n        return (text.upper()',
      ),
    );
    const { stderr, stdout, exitCode } = await run(['run', 'loud', '--input', 'hi']);
    expect(stderr).toContain('too quiet');
    expect(stderr).toMatch(/custom_components\/shout\/component.py:\d+:9: error: ValueError/);
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
  });

  it('is refused where the component is broken', async () => {
    const { run, write } = await project();
    await write('custom_components/shout/component.py', broken);
    await write(
      'flows/loud.yaml',
      flow.replace('type: Shout', 'type: shout').replace('times: 2', ''),
    );
    const checked = await run(['validate', '--format', 'json']);
    expect(checked.exitCode).toBe(1);
    expect(checked.stdout).toContain('undefined_name');
    const { stderr, exitCode } = await run(['run', 'loud', '--input', 'hi']);
    expect(stderr).toContain('undefined_name');
    expect(exitCode).toBe(1);
  });

  it('says the nearest name for a type that is none', async () => {
    const { run, write } = await project();
    await write('flows/loud.yaml', flow.replace('type: Shout', 'type: Shoutt'));
    const { stderr, exitCode } = await run(['validate', 'flows/loud.yaml']);
    expect(stderr).toContain('“Shout”');
    expect(exitCode).toBe(1);
  });

  it('runs a flow that a class builds', async () => {
    const { run } = await project();
    const whole = await run(['run', 'designed.py:Designed', '--input', 'hi']);
    expect(whole).toMatchObject({ stdout: 'HI!\n', exitCode: 0 });
    expect(await run(['run', 'designed.py', '--input', 'hi'])).toMatchObject({ stdout: 'HI!\n' });
    const { stderr, exitCode } = await run(['run', 'designed.py:Desinged', '--input', 'hi']);
    expect(stderr).toContain('Desinged');
    expect(exitCode).toBe(1);
  });

  it('says how else to run a class that builds no flow, and to check one that does', async () => {
    const { run, write } = await project();
    const file = 'custom_components/shout/component.py';
    expect((await run(['run', `${file}:Shout`])).stderr).toContain('bisheng component run');
    for (const name of ['designed.py', 'designed.py:Designed']) {
      const { stderr, exitCode } = await run(['validate', name]);
      expect(stderr).toContain(`bisheng run ${name} --dry-run`);
      expect(exitCode).toBe(2);
    }
    await write('custom_components/shout/steps.py', 'undefined_name\n');
    for (const name of [file, 'custom_components/shout/steps.py']) {
      expect((await run(['validate', name])).stderr).toContain('undefined_name');
    }
  });

  it('does not take the lines of what Python builds for those of its file', async () => {
    const { run, write } = await project();
    await write(
      'designed.py',
      designed.replaceAll('Shout', 'Shoutt').replaceAll('shout', 'shoutt'),
    );
    const { stderr } = await run(['run', 'designed.py', '--input', 'hi']);
    expect(stderr).toMatch(/^<designed\.py>:\d+:\d+: error/m);
  });
});

describe('bisheng component', () => {
  it('lists, also as JSON', async () => {
    const { run } = await project();
    const { stdout } = await run(['component', 'list']);
    expect(stdout).toMatch(/^Shout, shout +大声$/m);
    expect(JSON.parse((await run(['component', 'list', '--json'])).stdout)).toMatchObject({
      format_version: 1,
      components: [
        { names: ['Shout', 'shout'], class: 'Shout', kind: 'sync', errors: 0 },
        { names: ['Words', 'words'], kind: 'generator', config: [{ name: 'separator' }] },
      ],
    });
  });

  it('shows one', async () => {
    const { run, write } = await project();
    const { stdout, exitCode } = await run(['component', 'info', 'shout']);
    expect(stdout).toContain('Says it louder.');
    expect(stdout).toMatch(/times +Integer +default 1 · How often/);
    expect(exitCode).toBe(0);
    const missing = await run(['component', 'info', 'shuot']);
    expect(missing.stderr).toMatch(/“[sS]hout”/);
    expect(missing.exitCode).toBe(2);
    await write('custom_components/loud/componnet.py', shout);
    const empty = await run(['component', 'info', 'loud']);
    expect(empty.stderr).toContain('custom_components/loud has no component.py');
  });

  it('runs one alone, with values of the declared types', async () => {
    const { run } = await project();
    const args = ['component', 'run', 'shout', '--input', 'text=hi', '--input', 'times=2'];
    expect(await run(args)).toMatchObject({ stdout: 'HI!HI!\n', exitCode: 0 });
    const text = await run([
      'component',
      'run',
      'words',
      '--input',
      'a b',
      '--config',
      'separator=;',
    ]);
    expect(text.stdout).toBe('a;b;\n');
  });

  it.each([
    [['--input', 'text=hi', '--input', 'times=x'], '“x” is not of type Integer'],
    [['--input', 'text=hi', '--input', 'tmies=1'], '“times”'],
    [['--input', 'times=1'], '--input text='],
    [['--input', 'hi', '--config', 'x=1'], '“x”'],
  ])('refuses %j', async (flags, words) => {
    const { run } = await project();
    const { stderr, stdout, exitCode } = await run(['component', 'run', 'shout', ...flags]);
    expect(stderr).toContain(words);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('speaks of what was given, not of a flow that nobody has written', async () => {
    const { run, write } = await project();
    const told = async (...flags: string[]): Promise<string> =>
      (await run(['component', 'run', 'words', '--input', 'hi', ...flags])).stderr;
    await write('custom_components/words/component.py', words.replace(' = " "', ''));
    expect(await told()).toContain('--config separator=…');
    const limited = shout.replace('value=1,', 'value=1, max=5,');
    await write('custom_components/shout/component.py', limited);
    const { stderr } = await run([
      'component',
      'run',
      'shout',
      '--input',
      'hi',
      '--input',
      'times=9',
    ]);
    expect(stderr).toMatch(/^error: .*“times”/);
    expect(stderr).not.toContain('Shout:');
  });
});

it('checks each flow with the components of the project that it belongs to', async () => {
  const { run, write } = await folderWith();
  for (const name of ['one', 'two']) {
    await write(`${name}/bisheng.yaml`, '');
    await write(`${name}/flow.yaml`, `nodes:\n  - {id: a, type: InputNode}\n  - {id: b, type: ${name}}\nedges:\n  - {from: a, to: b}\n`); // prettier-ignore
  }
  await write('one/custom_components/one/component.py', shout);
  const { stderr, exitCode } = await run(['validate', '.']);
  expect(stderr).toContain('two/flow.yaml:3:19: error: There is no node type “two”.');
  expect(stderr).toContain('1 error in 1 file');
  expect(exitCode).toBe(1);
});
