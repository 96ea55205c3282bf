import { execa } from 'execa';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bin, folderWith } from './bisheng.ts';

const greet = `parameters:
  - {name: greeting, type: string, default: Hello, description: The first word}
  - {name: count, type: integer, default: 1}
nodes:
  - {id: input, type: InputNode}
  - {id: 问候, type: Transform, config: {expression: '\${greeting} * \${count} + text'}}
edges: [{from: input, to: 问候}]
`;
const folder = await folderWith({
  'bisheng.yaml': '',
  'flows/greet.yaml': greet,
  'flows/greet.test.yaml': 'tests: [{name: it greets}, {name: 它问好}]\n',
  'more/other.test.yaml':
    'flow: ../flows/greet.yaml\ntests: [{name: it sings}, {name: back\\slash}]\n',
  'broken\nthings': '',
  'flows/team/long name.yaml': greet,
  'flows/broken.yaml': 'nodes: [\n',
  'templates/offer.yaml': greet,
  'custom_components/shout/component.py': '',
  'plugins/words/config.yaml': '',
  'knowledge/handbook/a.md': 'A',
});

async function words(...typed: string[]): Promise<string[]> {
  const { stdout, stderr, exitCode } = await folder.run(['__complete', ...typed]);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t', 1)[0] ?? '');
}

describe('what can be typed next', () => {
  it.each([
    [['comple'], ['completion']],
    [['component', 'r'], ['run']],
    [['component', 'run', ''], ['shout']],
    [['plugin', 'info', ''], ['words']],
    [['knowledge', 'search', ''], ['handbook']],
    [['knowledge', 'index', 'x', 'h'], ['handbook']],
    [
      ['template', 'show', 'o'],
      ['offer', ':files'],
    ],
    [
      ['run', 'te'],
      ['team/long name', ':files'],
    ],
    [
      ['run', 'gre'],
      ['greet', ':files'],
    ],
    [
      ['run', 'greet', '--only', ''],
      ['input', '问候'],
    ],
    [['run', './flows/greet.yaml', '--only', '问'], ['问候']],
    [
      ['run', 'greet', '--param', ''],
      ['greeting=', 'count='],
    ],
    [['run', 'greet', '--param', 'count=3', '--param', ''], ['greeting=']],
    [['run', 'greet', '--param=count=3', '--param='], ['--param=greeting=']],
    [['run', 'greet', '--param', 'greeting=He'], []],
    [['run', 'greet', '--output', 'j'], ['json']],
    [['run', 'greet', '--output=n'], ['--output=ndjson']],
    [['--split', 'run', 'greet', '--output', '=', 'n'], ['ndjson']],
    [
      ['--split', 'run', 'greet', '--output', '='],
      ['text', 'json', 'ndjson'],
    ],
    [['run', 'greet', '--input-file', ''], [':files']],
    [['run', 'greet', '--input', ''], []],
    [
      ['test', 'gre'],
      ['greet', ':files'],
    ],
    [
      ['test', '-t', 'it '],
      ['it greets', 'it sings'],
    ],
    [
      ['test', 'flows', '--test-name', ''],
      ['it greets', '它问好'],
    ],
    [
      ['test', 'greet', '-t', ''],
      ['it greets', '它问好'],
    ],
    [['--split', 'test', '-t', 'it\\ s'], ['it sings']],
    [
      ['test', '--fault', ''],
      ['llm=', 'http=', 'input=', '问候='],
    ],
    [
      ['run', 'greet', '--fault', ''],
      ['llm=', 'http=', 'input=', '问候='],
    ],
    [['run', 'greet', '--fault', 'llm=ti'], ['llm=timeout']],
    [['run', 'greet', '--fault=llm=ti'], ['--fault=llm=timeout']],
    [['--split', 'run', 'greet', '--fault', 'llm', '=', 'cu'], ['cut']],
    [['--split', 'run', 'greet', '--param', 'count', '=', '3', '--param', ''], ['greeting=']],
    [['validate', ''], [':files']],
    [['run', 'greet', '--quiet', '--only', 'i'], ['input']],
    [['run', 'broken', '--only', ''], []],
    [['run', 'none', '--param', ''], []],
    [['explain', 'edge-dup'], ['edge-duplicate']],
    // A run, and none is kept here: no file.
    [['report', ''], []],
    [['schema', 'e'], ['events']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['help', 'plugin', 'tr'], ['trust']],
    [
      ['run', '--lang', ''],
      ['en', 'zh'],
    ],
    [['nonsense', '--zzz', 'x', '--yyy'], []],
  ])('%j: %j', async (typed, expected) => {
    expect(await words(...typed)).toEqual(expected);
  });

  it('are the flags of the command', async () => {
    expect(await words('run', 'greet', '--in')).toEqual(['--input', '--input-file']);
    expect(await words('run', 'greet', '--input', 'a', '--in')).toContain('--input');
    const rest = await words('run', 'greet', '--only', 'input', '--o');
    expect(rest).toEqual(['--output', '--otel']);
  });

  it('are told with what they mean', async () => {
    const parameter = await folder.run(['__complete', 'run', 'greet', '--param', 'g']);
    expect(parameter.stdout).toBe('greeting=\tThe first word\n');
    const env = { BISHENG_LANG: 'zh' };
    const code = await folder.run(['__complete', 'explain', 'edge-dup'], { env });
    expect(code.stdout).toBe('edge-duplicate\t同一条连线写了两次。\n');
  });
});

describe('a shell', async () => {
  const tools = path.join(folder.path, 'tools');
  await mkdir(tools, { recursive: true });
  await writeFile(
    path.join(tools, 'bisheng'),
    `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`,
    { mode: 0o755 },
  );
  const has = async (shell: string): Promise<boolean> =>
    !(await execa(shell, ['--version'], { reject: false })).failed;
  const [hasBash, hasZsh, hasFish] = await Promise.all(['bash', 'zsh', 'fish'].map(has));
  const inShell = (shell: string, args: readonly string[]): Promise<string> =>
    execa(shell, args, {
      cwd: folder.path,
      env: {
        PATH: `${tools}:${process.env.PATH ?? ''}`,
        HOME: folder.path,
        LANG: 'C.UTF-8',
        TERM: 'dumb',
      },
      extendEnv: false,
      reject: false,
      timeout: 30_000,
    }).then(({ stdout }) => stdout);

  it.runIf(hasBash)('bash completes', async () => {
    const script = `eval "$(bisheng completion bash)"
      try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _bisheng; printf '[%s]' "\${COMPREPLY[@]}"; echo; }
      try bisheng run greet --only ''
      try bisheng run greet --output = j
      try bisheng run team
      try bisheng validate fl
      try bisheng validate br
      try bisheng test -t it
      try bisheng test --fault 问候 = c`;
    const stdout = await inShell('bash', ['--norc', '-c', script]);
    expect(stdout.split('\n')).toEqual([
      '[input][问候]',
      '[json]',
      '[team/long name]',
      '[flows]',
      '[]',
      '[it\\ greets][it\\ sings]',
      '[cut]',
    ]);
  });

  it.runIf(hasFish)('fish completes', async () => {
    const complete = (line: string): Promise<string> =>
      inShell('fish', [
        '--no-config',
        '-c',
        `bisheng completion fish | source; complete -C '${line}'`,
      ]);
    expect(await complete('bisheng run greet --only ')).toBe('input\tInputNode\n问候\tTransform');
    expect(await complete('bisheng run greet --output=j')).toBe('--output=json');
    expect(await complete('bisheng validate fl')).toBe('flows/');
  });

  it.runIf(hasZsh)('zsh completes', async () => {
    // A terminal of zsh's own; what it shows is read until the word is there.
    const script = `zmodload zsh/zpty
      zpty z zsh -f -i
      zpty -w z 'autoload -Uz compinit; compinit -u -D; eval "$(bisheng completion zsh)"; print ready-$((1 + 1))'
      zpty -r z x '*ready-2*'
      zpty -w -n z $'bisheng explain edge-dup\\t'
      zpty -r z x '*licate*' && print done-codes
      zpty -w -n z $'\\x15bisheng run greet --output=js\\t'
      zpty -r z x '*--output=js*on*' && print done-values
      zpty -w -n z $'\\x15bisheng test -t back\\t'
      zpty -r z x '*back*\\\\slash*' && print done-backslash
      zpty -d z`;
    const stdout = await inShell('zsh', ['-f', '-c', script]);
    expect(stdout).toContain('done-codes');
    expect(stdout).toContain('done-values');
    expect(stdout).toContain('done-backslash');
  });
});

describe('help --json', () => {
  interface Entry {
    readonly command: string;
    readonly flags: readonly {
      readonly name: string;
      readonly choices: readonly string[] | null;
    }[];
    readonly commands: readonly Entry[];
  }
  const flat = (entry: Entry): Entry[] => [entry, ...entry.commands.flatMap(flat)];

  it('has every command and flag that the help has', async () => {
    const { stdout } = await folder.run(['help', '--json']);
    const program = JSON.parse(stdout) as Entry;
    const all = flat(program);
    expect(all.map(({ command }) => command)).toEqual(
      expect.arrayContaining(['bisheng', 'bisheng run', 'bisheng plugin trust']),
    );
    const text = (await folder.run(['validate', '--help'])).stdout;
    const flags = [...text.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, name]) => name);
    const validate = all.find(({ command }) => command === 'bisheng validate');
    expect(validate?.flags.map(({ name }) => name)).toEqual(flags);
    expect(validate?.flags.find(({ name }) => name === '--format')?.choices).toContain('json');
    expect(stdout).not.toContain('__complete');
  });

  it('has a part of it for a command, in the language that is spoken', async () => {
    const { stdout } = await folder.run(['help', 'run', '--json', '--lang', 'zh']);
    expect(JSON.parse(stdout)).toMatchObject({ format_version: 1, command: 'bisheng run' });
    expect(stdout).toContain('流程');
  });
});
