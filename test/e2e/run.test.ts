import { describe, expect, it } from 'vitest';
import { bin, folderWith, hello } from './bisheng.ts';

const data = `nodes:
  - {id: input, type: InputNode}
  - {id: both, type: Transform, config: {expression: '[text, len(text)]'}}
edges: [{from: input, to: both}]
`;
const named = `nodes:
  - {id: who, type: Transform, config: {expression: 'name + " is " + str(age)'}}
`;
const batch = `nodes:
  - {id: items, type: BatchInput}
  - {id: each, type: ItemProcessor, config: {processing_type: transform, expression: item}}
  - {id: total, type: Transform, config: {expression: 'len(results)'}}
edges: [{from: items, to: each}, {from: each, to: total}]
`;
const failing = `nodes:
  - {id: divide, type: Transform, config: {expression: '1 / 0'}}
`;
const asking = `nodes:
  - {id: ask, type: HumanInput, config: {prompt: 'Go on?', options: [yes please, no]}}
`;
const withParameters = `parameters:
  - {name: greeting, type: string, required: true}
  - {name: times, type: integer, default: 1}
  - {name: token, type: string, env: TOKEN, required: false}
nodes:
  - {id: say, type: Transform, config: {expression: '\${greeting} * \${times}'}}
`;
const waiting = `nodes:
  - {id: wait, type: Transform, config: {expression: '1 / 0'}, retry: {max_attempts: 2, delay: 60}}
`;

const folder = await folderWith({
  'hello.yaml': hello,
  'data.yaml': data,
  'named.yaml': named,
  'batch.yaml': batch,
  'failing.yaml': failing,
  'asking.yaml': asking,
  'parameters.yaml': withParameters,
  'waiting.yaml': waiting,
  'broken.yaml': 'nodes: [\n',
  'flows/team/welcome.yaml': hello,
  'bisheng.yaml': '',
});
const { run, write } = folder;
const quiet = '--quiet';

describe('the result on stdout', () => {
  it('is a text as it is, anything else as JSON', async () => {
    const text = await run(['run', 'hello.yaml', '--input', 'Ann']);
    expect(text).toMatchObject({ exitCode: 0, stdout: 'Hello, Ann!\n' });
    expect(text.stderr).not.toMatch(/[\u001b\r]/);
    const json = await run(['run', 'data.yaml', '--input', '你好']);
    expect(JSON.parse(json.stdout)).toEqual(['你好', 2]);
  });

  it('is one document with --output json', async () => {
    const { stdout, exitCode } = await run([
      'run',
      'hello.yaml',
      '--input',
      'Ann',
      '--output',
      'json',
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      format_version: 1,
      status: 'succeeded',
      outputs: { greet: 'Hello, Ann!' },
      nodes: { input: { status: 'succeeded' }, greet: { status: 'succeeded', attempts: 1 } },
      error: null,
    });
  });

  it('is one event a line with --output ndjson, numbered without gaps', async () => {
    const { stdout } = await run(['run', 'hello.yaml', '--input', 'Ann', '--output', 'ndjson']);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; type: string });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n));
    expect(events.at(0)?.type).toBe('run_started');
    expect(events.at(-1)?.type).toBe('run_finished');
  });
});

describe('a run that fails', () => {
  it('exits with 1 and leaves stdout empty', async () => {
    const { exitCode, stdout, stderr } = await run(['run', 'failing.yaml']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('failing.yaml:2:');
    expect(stderr).not.toMatch(/^ {4}at /m);
  });

  it('still gives the document that was asked for', async () => {
    const { exitCode, stdout } = await run(['run', 'failing.yaml', '--output', 'json', quiet]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'failed',
      outputs: {},
      error: { node: 'divide' },
    });
  });

  it('gives it even where the flow was not started', async () => {
    const text = await run(['run', 'broken.yaml']);
    expect(text).toMatchObject({ exitCode: 1, stdout: '' });
    const { exitCode, stdout } = await run(['run', 'broken.yaml', '--output', 'json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'failed',
      nodes: {},
      error: { node: null },
    });
    const events = await run(['run', 'broken.yaml', '--output', 'ndjson']);
    expect(events.stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  it('because its time is up exits with 1', async () => {
    const { exitCode, stderr } = await run(['run', 'waiting.yaml', '--timeout', '0.1']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('0.1');
  });

  it('waits for a person with 4 where nobody can be asked', async () => {
    const { exitCode, stdout, stderr } = await run(['run', 'asking.yaml']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
    expect(stderr).toContain('Go on?');
  });
});

describe('the flow', () => {
  it('is a path, the name of a flow of the project, or stdin', async () => {
    const args = ['--input', 'Bo', quiet];
    for (const name of ['hello.yaml', './hello.yaml', 'team/welcome']) {
      expect(await run(['run', name, ...args])).toMatchObject({
        exitCode: 0,
        stdout: 'Hello, Bo!\n',
      });
    }
    expect(await run(['run', '-', ...args], { input: hello })).toMatchObject({
      stdout: 'Hello, Bo!\n',
    });
    const inside = await run(['run', 'team/welcome', ...args], {
      cwd: `${folder.path}/flows/team`,
    });
    expect(inside.stdout).toBe('Hello, Bo!\n');
  });

  it('has its name even where a folder is called the same, and is suggested', async () => {
    const project = await folderWith({
      'bisheng.yaml': '',
      'flows/support.yaml': hello,
      'support/x.txt': '',
      'templates/letter.yaml': hello,
    });
    const named = await project.run(['run', 'support', '--input', 'Lu', quiet]);
    expect(named).toMatchObject({ exitCode: 0, stdout: 'Hello, Lu!\n' });
    const near = await project.run(['run', 'suport']);
    expect(near.exitCode).toBe(2);
    expect(near.stderr).toContain('“support”');
    const template = await project.run(['run', 'letter', '--input', 'Lu', quiet]);
    expect(template).toMatchObject({ exitCode: 0, stdout: 'Hello, Lu!\n' });
  });

  it('can not be reached outside flows/ by its name', async () => {
    expect((await run(['run', '../hello', '--input', 'x'])).exitCode).toBe(2);
  });

  it('runs one node alone with --only', async () => {
    const only = await run(['run', 'hello.yaml', '--only', 'greet', '--input', 'text=Cy', quiet]);
    expect(only).toMatchObject({ exitCode: 0, stdout: 'Hello, Cy!\n' });
  });

  it('shows its plan and runs nothing with --dry-run', async () => {
    const text = await run(['run', 'failing.yaml', '--dry-run']);
    expect(text).toMatchObject({ exitCode: 0, stderr: '' });
    expect(text.stdout).toContain('divide');
    const json = await run(['run', 'hello.yaml', '--dry-run', '--output', 'json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      steps: [[{ id: 'input' }], [{ id: 'greet' }]],
      returns: ['greet'],
    });
  });
});

describe('inputs', () => {
  it('are texts, named texts and typed values', async () => {
    const text = await run(['run', 'hello.yaml', '--input', 'a+b=c', quiet]);
    expect(text.stdout).toBe('Hello, a+b=c!\n');
    const pairs = ['--input', 'name=Di=Da', '--input', 'age:=7'];
    expect((await run(['run', 'named.yaml', ...pairs, quiet])).stdout).toBe('Di=Da is 7\n');
  });

  it('the only named text is the text', async () => {
    expect((await run(['run', 'hello.yaml', '--input', 'q=Ed', quiet])).stdout).toBe(
      'Hello, Ed!\n',
    );
  });

  it('come from files of each kind', async () => {
    await write('in.json', '{"name": "Fay", "age": 3}');
    expect((await run(['run', 'named.yaml', '--input-file', 'in.json', quiet])).stdout).toBe(
      'Fay is 3\n',
    );
    await write('in.txt', '\uFEFFGus\r\n');
    expect((await run(['run', 'hello.yaml', '--input-file', 'in.txt', quiet])).stdout).toBe(
      'Hello, Gus!\n',
    );
    await write('gbk.md', Uint8Array.from([0xd5, 0xc5, 0xc8, 0xfd]));
    expect((await run(['run', 'hello.yaml', '--input-file', 'gbk.md', quiet])).stdout).toBe(
      'Hello, 张三!\n',
    );
    for (const [name, content] of [
      ['in.jsonl', '{"a": 1}\n{"a": 2}\n'],
      ['in.csv', 'a,b\n1,2\n3,4\n'],
      ['list.json', '[1, 2]'],
    ] as const) {
      await write(name, content);
      const counted = await run(['run', 'batch.yaml', '--input-file', name, quiet]);
      expect(counted).toMatchObject({ exitCode: 0, stdout: '2\n' });
    }
  });

  it('come from stdin, whose kind is told by its text', async () => {
    const from = (flow: string, input: string) =>
      run(['run', flow, '--input-file', '-', quiet], { input });
    expect((await from('hello.yaml', 'Hal\n')).stdout).toBe('Hello, Hal!\n');
    expect((await from('named.yaml', ' {"name": "Ida",\n "age": 5}\n')).stdout).toBe('Ida is 5\n');
    expect((await from('batch.yaml', '{"a": 1}\n{"a": 2}\n{"a": 3}')).stdout).toBe('3\n');
    expect((await from('batch.yaml', '[1, 2]')).stdout).toBe('2\n');
    expect((await from('hello.yaml', '[no json]')).stdout).toBe('Hello, [no json]!\n');
  });

  it('a text is read from a pipe where the flow needs one and no flag gives it', async () => {
    const { stdout } = await run(['run', 'hello.yaml', quiet], { input: '{"Jo": 1}\n' });
    expect(stdout).toBe('Hello, {"Jo": 1}!\n');
    const unread = await run(
      ['run', 'named.yaml', '--input', 'name=Ki', '--input', 'age:=1', quiet],
      {
        input: 'nobody reads this',
      },
    );
    expect(unread.stdout).toBe('Ki is 1\n');
  });

  it.each([
    ['hello.yaml', 'needs a text', '--input "…"'],
    ['batch.yaml', 'needs items', '--input-file'],
  ])('that %s needs and nobody gives: exit 2, naming the flag', async (flow, said, flag) => {
    const { exitCode, stdout, stderr } = await run(['run', flow]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(said);
    expect(stderr).toContain(flag);
  });

  it('in a bad line end the run where it stands', async () => {
    await write('bad.jsonl', '{"a": 1}\n{"a": \n');
    const { exitCode, stdout, stderr } = await run([
      'run',
      'batch.yaml',
      '--input-file',
      'bad.jsonl',
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('Line 2 of “bad.jsonl”');
  });

  it.each([
    ['bad.json', '{"a": 1,}', 'line 1, column 9'],
    ['bad.json', '[\n  1\n  2\n]', 'line 3, column 3'],
    ['bad.csv', 'a\n1\n"2\n', 'Line 3 of .* quote is never closed'],
  ])('in a file that is none (%s %j) are told', async (name, content, said) => {
    await write(name, content);
    const { exitCode, stdout, stderr } = await run(['run', 'batch.yaml', '--input-file', name]);
    expect(exitCode === 1 || exitCode === 2).toBe(true);
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(said));
  });
});

describe('parameters', () => {
  it('take the declared type, from flags and files, the flags first', async () => {
    await write('params.yaml', 'greeting: ha\ntimes: 2\n');
    const file = ['--params-file', 'params.yaml'];
    const flags = ['--param', 'times=3'];
    const { exitCode, stdout } = await run(['run', 'parameters.yaml', ...file, ...flags, quiet]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'hahaha\n' });
  });

  it.each([
    [[], 'greeting'],
    [['--param', 'greeting=a', '--param', 'times=often'], 'often'],
    [['--param', 'greeting=a', '--param', 'time=2'], 'times'],
    [['--param', 'greeting:=1'], 'greeting'],
  ])('%j: exit 2, with the place of the declaration', async (flags, said) => {
    const { exitCode, stdout, stderr } = await run(['run', 'parameters.yaml', ...flags]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});

describe('chat', () => {
  const memory = `nodes:
  - {id: input, type: InputNode}
  - {id: reply, type: Transform, config: {expression: 'text + " " + str(len(history)) + (" " + history[-1]["content"] if history else "")'}}
edges: [{from: input, to: reply}]
`;

  it('takes each line of a pipe as a turn and keeps the history', async () => {
    await write('memory.yaml', memory);
    const { exitCode, stdout, stderr } = await run(['run', 'memory.yaml', '--chat'], {
      input: 'one\n\ntwo\nthree\n/exit\nfour\n',
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe('one 0\ntwo 2 one 0\nthree 4 two 2 one 0\n');
  });

  it('ends with the first turn that fails', async () => {
    const { exitCode, stdout } = await run(['run', 'failing.yaml', '--chat'], { input: 'a\nb\n' });
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  });
});

describe.skipIf(process.platform === 'win32')('an interrupt', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s is said, cancels the run and exits with %i', async (signal, code) => {
    const started = run(['run', 'waiting.yaml', '--output', 'json']);
    await new Promise<void>((resolve) => {
      started.stderr.on('data', (text: Buffer) => {
        if (String(text).includes('retry')) resolve();
      });
    });
    started.kill(signal);
    const { exitCode, stdout, stderr } = await started;
    expect(exitCode).toBe(code);
    expect(stderr).toContain('Cancelling');
    expect(JSON.parse(stdout)).toMatchObject({ status: 'cancelled', outputs: {} });
  });

  it('ends a program that waits for a named pipe', async () => {
    // In the shell the pipe's name can be waited for: the program looks at it and begins to wait.
    const line = [
      'mkfifo pipe.yaml',
      `"${process.execPath}" "${bin}" validate pipe.yaml & waiting=$!`,
      'for n in 1 2 3 4 5 6 7 8; do sleep 0.5; kill -INT $waiting 2>/dev/null || break; done',
      'kill -KILL $waiting 2>/dev/null && echo stuck; wait $waiting; echo $?',
    ].join('\n');
    expect((await folder.shell(line)).stdout).toBe('130\n');
  });

  it('while nothing runs ends the program at once', async () => {
    const started = run(['run', '-'], { stdin: 'pipe' });
    started.stdin.write('nodes:');
    // Only a program that has begun to listen ends with this code.
    const timer = setInterval(() => started.kill('SIGINT'), 100);
    const { exitCode, signal } = await started;
    clearInterval(timer);
    expect([exitCode, signal]).toSatisfy(
      ([code, by]: unknown[]) => code === 130 || by === 'SIGINT',
    );
  });
});
