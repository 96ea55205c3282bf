import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startMockLlm } from '../../src/mock-llm/mock-llm.ts';
import { folderWith, type Folder } from './bisheng.ts';

const KEY = 'sk-planted-0123456789';
const flow = `nodes:
  - {id: ask, type: InputNode}
  - {id: answer, type: LLMGenerator, config: {model: qwen}}
edges: [{from: ask, to: answer}]
`;
const tests = `tests:
  - {name: it greets, input: hello, expect: {output: "I heard hello"}}
  - {name: 它问好, input: 你好, expect: {output: "I heard 你好"}}
`;

/** Who has answered the requests of each test. */
function answers(stdout: string): unknown[] {
  const { files } = JSON.parse(stdout) as { files: { tests: { answered_by: unknown }[] }[] };
  return files.flatMap(({ tests: own }) => own.map((test) => test.answered_by));
}

/** A project of which all has been recorded; its server is gone. */
async function recorded(...commands: (readonly string[])[]): Promise<Folder> {
  const server = await startMockLlm({
    script: { api_key: KEY, replies: [{ text: 'I heard {input}' }] },
  });
  const models = `models:\n  qwen: {base_url: "${server.url}", model: m, api_key_env: QWEN_KEY}\n`;
  const files = { 'bisheng.yaml': models, 'ask.yaml': flow, 'ask.test.yaml': tests };
  const folder = await folderWith(files);
  try {
    for (const command of commands) {
      const { stderr, exitCode } = await folder.run(command, { env: { QWEN_KEY: KEY } });
      expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/recorded\.\n$/)]);
    }
  } finally {
    await server.close();
  }
  return folder;
}

describe('bisheng run with a cassette', () => {
  it('does without Node’s HTTP client, which takes longer to load than all else', async () => {
    const run = ['run', 'ask.yaml', '--input', 'hello'];
    const folder = await recorded([...run, '--record', 'tape.yaml']);
    const told = "process.on('exit', () => console.error(process.moduleLoadList.join(' ')))";
    const hook = await folder.write('told.cjs', told);
    const env = { NODE_OPTIONS: `--require ${hook}` };
    const { stderr, stdout } = await folder.run([...run, '--replay', 'tape.yaml'], { env });
    expect(stdout).toBe('I heard hello\n');
    expect(stderr).toContain('NativeModule fs');
    expect(stderr).not.toContain('undici');
  });

  it('answers without a server and a key, and says what has changed', async () => {
    const run = ['run', 'ask.yaml', '--input'];
    const folder = await recorded([...run, 'hello', '--record', 'tape.yaml']);
    expect(await readFile(path.join(folder.path, 'tape.yaml'), 'utf8')).not.toContain('planted');
    const replay = ['--replay', 'tape.yaml'];
    const same = await folder.run([...run, 'hello', ...replay]);
    expect([same.stdout, same.exitCode]).toEqual(['I heard hello\n', 0]);
    const other = await folder.run([...run, 'bye', ...replay, '--output', 'json']);
    expect(other.exitCode).toBe(1);
    expect(other.stderr).toContain('body.messages[0].content was "hello", is "bye".');
    expect(JSON.parse(other.stdout)).toMatchObject({ status: 'failed' });
    const faulted = await folder.run([
      ...run,
      'hello',
      ...replay,
      '--fault',
      'llm=cut',
      '--seed',
      '7',
    ]);
    expect([faulted.stdout, faulted.exitCode]).toEqual(['', 1]);
    expect(faulted.stderr).toContain('Faults struck 1 time; --seed 7 lets');
  });

  it('fails where the flow has made its peace with what was not recorded', async () => {
    const folder = await recorded(['run', 'ask.yaml', '--input', 'hello', '--record', 'tape.yaml']);
    await folder.write('ask.yaml', flow.replace('config:', 'on_error: continue, config:'));
    const { stderr, exitCode } = await folder.run([
      ...['run', 'ask.yaml', '--input', 'bye', '--replay', 'tape.yaml', '--quiet'],
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error: The cassette tape.yaml has no answer');
  });

  it('fails, too, where somebody is asked behind it', async () => {
    const folder = await recorded(['run', 'ask.yaml', '--input', 'hello', '--record', 'tape.yaml']);
    const more = flow
      .replace('config:', 'on_error: continue, config:')
      .replace('edges: [', '  - {id: who, type: HumanInput, config: {prompt: Well?}}\nedges: [')
      .replace(']\n', ', {from: answer, to: who}]\n');
    await folder.write('ask.yaml', more);
    const { stderr, exitCode } = await folder.run([
      ...['run', 'ask.yaml', '--input', 'bye', '--replay', 'tape.yaml'],
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error: The cassette tape.yaml has no answer');
  });

  it.each(['text', 'json', 'ndjson'])('fails so in %s, and shows no result', async (format) => {
    const folder = await recorded(['run', 'ask.yaml', '--input', 'hello', '--record', 'tape.yaml']);
    // What it streams was recorded; what it asks behind that was not.
    const again = `  - {id: again, type: LLMGenerator, on_error: continue, config: {model: qwen, prompt: More}}
  - {id: last, type: Transform, inputs: {text: answer.text}, config: {template: "{text}"}}
`;
    const edges =
      'edges: [{from: ask, to: answer}, {from: answer, to: again}, {from: again, to: last}]\n';
    await folder.write('ask.yaml', `${flow.split('edges')[0] ?? ''}${again}${edges}`);
    const { stdout, stderr, exitCode } = await folder.run([
      ...['run', 'ask.yaml', '--input', 'hello', '--replay', 'tape.yaml', '--output', format],
    ]);
    expect(exitCode, stderr).toBe(1);
    expect(stderr).toContain('http-not-recorded');
    if (format === 'text') expect(stdout).toBe('');
    else {
      const last = format === 'json' ? stdout : (stdout.trim().split('\n').at(-1) ?? '');
      expect(JSON.parse(last)).toMatchObject({
        status: 'failed',
        outputs: {},
        error: { code: 'http-not-recorded', node: 'again' },
      });
    }
  });

  it.each([
    [['--record', 'a', '--replay', 'a'], '--record'],
    [['--fault', 'llm'], 'target=kind'],
    [['--fault', 'anwser=cut'], 'Did you mean “answer”?'],
    [['--seed', '1'], '--seed is for --fault'],
    [['--fault', 'llm=cut', '--seed', 'x'], '“x” is no seed'],
    [['--chat', '--record', 'a'], '--chat'],
    [['--record', 'ask.yaml'], 'ask.yaml is no cassette: recording would write over it.'],
  ])('is called wrongly: %s', async (flags, said) => {
    const folder = await folderWith({ 'ask.yaml': flow.replace('model: qwen', 'model: echo') });
    const { stderr, stdout, exitCode } = await folder.run([
      ...['run', 'ask.yaml', '--input', 'x', ...flags],
    ]);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(said);
  });

  it('tells a broken cassette with its place, and stdout holds nothing', async () => {
    const folder = await folderWith({ 'ask.yaml': flow, 'tape.yaml': 'format_version: 1\n' });
    const { stderr, stdout, exitCode } = await folder.run([
      ...['run', 'ask.yaml', '--input', 'x', '--replay', 'tape.yaml'],
    ]);
    expect([stdout, exitCode]).toEqual(['', 1]);
    expect(stderr).toContain('tape.yaml:1:1: error: This is no cassette: “exchanges”');
  });
});

describe('bisheng test with cassettes', () => {
  it('does not record over a file that is none', async () => {
    const folder = await folderWith({
      'ask.yaml': flow.replace('model: qwen', 'model: echo'),
      'ask.test.yaml': 'tests: [{name: greets, input: hello}]\n',
      'ask.cassettes/greets.yaml': 'mine: true\n',
    });
    const { exitCode, stderr } = await folder.run(['test', '--record']);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('is no cassette: recording')]);
    const kept = await readFile(path.join(folder.path, 'ask.cassettes/greets.yaml'), 'utf8');
    expect(kept).toBe('mine: true\n');
  });

  it('replays each test from its own, by itself or where it must', async () => {
    const folder = await recorded(['test', '--record']);
    for (const flags of [[], ['--replay'], ['--replay', '--jobs', '1']]) {
      const { exitCode, stderr } = await folder.run(['test', ...flags]);
      expect([exitCode, stderr]).toEqual([0, expect.stringContaining('2 passed')]);
    }
    await folder.write('ask.test.yaml', tests.replace('input: hello', 'input: bye'));
    const { exitCode, stderr } = await folder.run(['test', '--replay']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      'answer: The cassette ask.cassettes/it-greets-0882b40f.yaml has no answer',
    );
    expect(stderr).toContain('is "bye". [http-not-recorded]');
    expect(stderr).toContain('was "hello", is "bye"');
    expect(stderr).toContain('1 passed, 1 failed');
  });

  it('says when real servers have answered; in CI they are not asked unasked', async () => {
    const server = await startMockLlm({ script: { replies: [{ text: 'I heard {input}' }] } });
    const models = `models:\n  qwen: {base_url: "${server.url}", model: m}\n`;
    const folder = await folderWith({
      'bisheng.yaml': models,
      'ask.yaml': flow,
      'ask.test.yaml': tests,
    });
    try {
      const here = await folder.run(['test', '--format', 'json']);
      expect(here.exitCode).toBe(0);
      expect(here.stderr).toContain('2 tests have no cassette and asked real servers: “it greets”');
      expect(answers(here.stdout)).toEqual(['servers', 'servers']);
      const inCi = { env: { CI: 'true' } };
      const refused = await folder.run(['test', '--format', 'json'], inCi);
      expect(refused.exitCode).toBe(1);
      expect(refused.stderr).toContain('In CI (CI is set) tests ask no servers');
      expect(answers(refused.stdout)).toEqual(['cassette', 'cassette']);
      expect((await folder.run(['test', '--live'], inCi)).exitCode).toBe(0);
      const faulted = await folder.run(['test', '--fault', 'llm=400', '--format', 'json']);
      expect(answers(faulted.stdout)).toEqual([null, null]);
      expect((await folder.run(['test', '--record'], inCi)).exitCode).toBe(0);
      const kept = await folder.run(['test', '--format', 'json'], inCi);
      expect([kept.exitCode, answers(kept.stdout)]).toEqual([0, ['cassette', 'cassette']]);
    } finally {
      await server.close();
    }
  });

  it('names cassettes that belong to no test', async () => {
    const folder = await recorded(['test', '--record']);
    const none = await folder.run(['test', '-t', 'it greets', '--format', 'json']);
    expect(JSON.parse(none.stdout)).toMatchObject({ orphaned_cassettes: [] });
    await folder.write('ask.test.yaml', tests.replace('it greets', 'it says hello'));
    const orphan = 'ask.cassettes/it-greets-0882b40f.yaml';
    const { stderr, stdout } = await folder.run(['test', '--replay', '--format', 'json']);
    expect(stderr).toContain(`1 cassette belongs to no test: ${orphan}.`);
    expect(JSON.parse(stdout)).toMatchObject({ orphaned_cassettes: [orphan] });
    await folder.write('ask.test.yaml', 'tests: [{nam: a}]');
    expect((await folder.run(['test'])).stderr).not.toContain('belongs to no test');
  });

  it('tells a model that was not recorded from one that can’t be reached', async () => {
    const folder = await recorded();
    const { stderr, stdout, exitCode } = await folder.run([
      ...['run', 'ask.yaml', '--input', 'x', '--replay', 'tape.yaml', '--output', 'json'],
    ]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('http-not-recorded')]);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ status: 'failed', outputs: {} },
      error: { code: 'http-not-recorded', node: 'answer' },
    });
  });

  it('asks nobody in a replay, also where there is no cassette', async () => {
    const folder = await recorded();
    const { exitCode, stderr } = await folder.run(['test', '--replay', '-t', 'it greets']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('there is no cassette ask.cassettes/it-greets-0882b40f.yaml');
  });
});
