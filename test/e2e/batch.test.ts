import { describe, expect, it } from 'vitest';
import { existsSync } from 'node:fs';
import { readFile, symlink, watch } from 'node:fs/promises';
import path from 'node:path';
import { thisProcess } from '../../src/store/process-identity.ts';
import { bin, folderWith, hello } from './bisheng.ts';

const loud = `parameters:
  - {name: sign, type: string, default: "."}
nodes:
  - {id: input, type: InputNode}
  - {id: shout, type: Transform, config: {template: "{text}\${sign}"}}
  - {id: check, type: Transform, config: {expression: '1 / (0 if text == "bad" else 1)'}}
edges:
  - {from: input, to: shout}
  - {from: input, to: check}
outputs:
  said: shout.result
`;
const judge = `nodes:
  - {id: row, type: InputNode, config: {input_type: data}}
outputs:
  exact: output == expected
  length: len(output)
  verdict: '"right" if output == expected else "wrong"'
`;
const rows = 'word,expected\na,a.\n"b\nc",x\nbad,x\none,two,three\n日本,日本.\n';
const folder = await folderWith({
  'hello.yaml': hello,
  'loud.yaml': loud,
  'judge.yaml': judge,
  'rows.csv': rows,
  'p.json': '{"sign": "!"}',
  'twice.csv': 'a,a\n1,2\n',
});
const { run } = folder;

interface Line {
  readonly row: number;
  readonly variant: string | null;
  readonly status: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly scores: unknown;
  readonly error: { readonly code: string } | null;
}

function linesIn(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
    .sort((a, b) => a.row - b.row);
}

async function linesOf(name: string): Promise<Line[]> {
  return linesIn(await readFile(path.join(folder.path, name), 'utf8'));
}

const base = ['batch', 'loud.yaml', '--data', 'rows.csv', '--map', 'input=word'];

describe('bisheng batch', () => {
  it('runs a flow for each row; those that fail leave the others alone', async () => {
    const { exitCode, stdout, stderr } = await run(base);
    expect(exitCode).toBe(1);
    const lines = linesIn(stdout);
    expect(lines.map(({ row, status }) => `${row} ${status}`)).toEqual([
      '1 succeeded',
      '2 succeeded',
      '3 failed',
      '4 failed',
      '5 succeeded',
    ]);
    expect(lines[1]?.outputs).toEqual({ said: 'b\nc.' });
    expect(lines[3]?.error?.code).toBe('row-unusable');
    expect(stderr).toContain('row 4: Line 6 of “rows.csv” has 3 fields, the header 2.');
    expect(stderr).toMatch(/^5 +3 +2 /m);
  });

  it('judges results with a flow and sets variants side by side', async () => {
    const { exitCode, stdout } = await run([
      ...base,
      ...['--eval', 'judge.yaml', '--variant', 'plain', '--variant', 'loud:sign=!'],
      ...['-o', 'judged.jsonl', '--json'],
    ]);
    expect(exitCode).toBe(1);
    const { variants } = JSON.parse(stdout) as { variants: Record<string, unknown>[] };
    expect(variants).toMatchObject([
      {
        name: 'plain',
        rows: 5,
        succeeded: 3,
        failed: 2,
        labels: { verdict: { right: 2, wrong: 1 } },
      },
      { name: 'loud', rows: 5, succeeded: 3, scores: { exact: { kind: 'truth', mean: 0 } } },
    ]);
    const lines = await linesOf('judged.jsonl');
    expect(lines.map(({ row, variant }) => `${row} ${variant ?? ''}`)).toEqual(
      [1, 2, 3, 4, 5].flatMap((row) => [`${row} plain`, `${row} loud`]),
    );
    expect(lines[0]?.scores).toEqual({ exact: true, length: 2, verdict: 'right' });
  });

  it('goes on with --resume: only what is new, changed or failed is run', async () => {
    const again = [...base, '-o', 'again.jsonl'];
    await run([...again, '--limit', '2']);
    expect(await linesOf('again.jsonl')).toHaveLength(2);
    const refused = await run(again);
    expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('--resume');
    const resumed = await run([...again, '--resume', '--json']);
    expect(JSON.parse(resumed.stdout)).toMatchObject({ variants: [{ rows: 5, kept: 2 }] });
    await folder.write('rows2.csv', rows.replace('bad', 'good'));
    const changed = again.map((word) => (word === 'rows.csv' ? 'rows2.csv' : word));
    const { stdout } = await run([...changed, '--resume', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ variants: [{ rows: 5, succeeded: 4, kept: 3 }] });
    const other = await run([...changed, '--resume', '--json', '--param', 'sign=?']);
    expect(JSON.parse(other.stdout)).toMatchObject({ variants: [{ kept: 0 }] });
  });

  it('fails where a score is too low', async () => {
    const judged = [...base, '--eval', 'judge.yaml', '--limit', '2', '-o', 'low.jsonl', '--force'];
    expect((await run([...judged, '--fail-under', 'exact=0.5'])).exitCode).toBe(0);
    const { exitCode, stderr } = await run([...judged, '--fail-under', 'exact=0.6']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Score “exact” is 0.5, below 0.6.');
    // Which scores there are, the judging flow says before anything is run.
    const unknown = await run([...judged, '--fail-under', 'exakt=0']);
    expect([unknown.exitCode, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('There is no score “exakt”.\n  Did you mean “exact”?');
    expect((await run([...judged, '--fail-under', 'exact.of=0'])).exitCode).toBe(1);
  });

  it('reads JSONL from a pipe and lists from JSON', async () => {
    const piped = await run(['batch', 'hello.yaml', '--data', '-'], { input: '"Ann"\n"Bob"\n' });
    expect(linesIn(piped.stdout).map(({ outputs }) => outputs)).toEqual([
      { greet: 'Hello, Ann!' },
      { greet: 'Hello, Bob!' },
    ]);
    await folder.write('list.json', '[{"input": "Ann"}]');
    const { stdout, exitCode } = await run(['batch', 'hello.yaml', '--data', 'list.json']);
    expect([exitCode, linesIn(stdout).length]).toEqual([0, 1]);
  });

  it('a person who is asked does not answer here', async () => {
    await folder.write(
      'ask.yaml',
      'nodes:\n  - {id: ask, type: HumanInput, config: {prompt: Well?}}\n',
    );
    const { exitCode, stdout, stderr } = await run(['batch', 'ask.yaml', '--data', 'list.json']);
    expect(exitCode).toBe(1);
    // It has not failed.
    expect(stderr).toMatch(/failed +waiting/);
    expect(stderr).toMatch(/^ *1 +0 +0 +1\b/m);
    expect(linesIn(stdout)[0]).toMatchObject({ status: 'waiting', error: { node: 'ask' } });
  });

  it.skipIf(process.platform === 'win32')(
    'Ctrl-C leaves what is done, and how to go on',
    async () => {
      const wait = `nodes:
  - {id: input, type: InputNode}
  - {id: ask, type: HTTPRequest, config: {url: "http://127.0.0.1:9/"}, retry: {max_attempts: 99, delay: 30}}
edges: [{from: input, to: ask, condition: text == "slow"}]
`;
      await folder.write('wait.yaml', wait);
      await folder.write('slow.jsonl', '"quick"\n"slow"\n"slow"\n');
      const file = path.join(folder.path, 'slow-out.jsonl');
      const changes = watch(folder.path);
      const running = run(['batch', 'wait.yaml', '--data', 'slow.jsonl', '-o', 'slow-out.jsonl']);
      for await (const { filename } of changes) {
        if (filename === 'slow-out.jsonl' && (await readFile(file, 'utf8')).includes('\n')) break;
      }
      running.kill('SIGINT');
      const { exitCode, stderr } = await running;
      expect(exitCode).toBe(130);
      expect(stderr).toContain('--resume');
      expect((await linesOf('slow-out.jsonl')).map(({ row }) => row)).toEqual([1]);
    },
  );

  it('leaves what it reads alone, under another name too', async () => {
    await symlink('rows.csv', path.join(folder.path, 'link.jsonl'));
    const { exitCode } = await run([...base, '-o', 'link.jsonl', '--force']);
    expect(exitCode).toBe(2);
    expect(await readFile(path.join(folder.path, 'rows.csv'), 'utf8')).toBe(rows);
    const { stderr } = await run([...base, '-o', 'hello.yaml']);
    expect(stderr).not.toMatch(/--force|--resume/);
  });

  it('keeps a second one from the same results, until the first is over or dead', async () => {
    const { pid, host, started, system } = thisProcess();
    const lock = path.join(folder.path, 'locked.jsonl.lock');
    const to = [...base, '-o', 'locked.jsonl'];
    await folder.write('locked.jsonl.lock', JSON.stringify({ pid, host, started, system }));
    const refused = await run(to);
    expect([refused.exitCode, existsSync(path.join(folder.path, 'locked.jsonl'))]).toEqual([
      2,
      false,
    ]);
    expect(refused.stderr).toContain(
      `Another batch (process ${pid}) is writing to “locked.jsonl”.`,
    );
    await folder.write('locked.jsonl.lock', JSON.stringify({ pid, host, started: 1, system }));
    expect((await run(to)).exitCode).toBe(1);
    expect(await linesOf('locked.jsonl')).toHaveLength(5);
    expect(existsSync(lock)).toBe(false);
  });

  it('lets one of several at the same time have a file', async () => {
    const to = [
      'batch',
      'hello.yaml',
      '--data',
      'rows.csv',
      '--map',
      'input=word',
      '-o',
      'race.jsonl',
    ];
    const ended = await Promise.all([1, 2, 3].map(() => run([...to, '--resume'])));
    expect(ended.some(({ exitCode }) => exitCode !== 2)).toBe(true);
    expect(await linesOf('race.jsonl')).toHaveLength(5);
  });

  it('says that a disk is full, and leaves no empty file', async () => {
    const line = [process.execPath, bin, ...base, '-o', 'full.jsonl'].map((part) => `'${part}'`);
    const { exitCode, stderr } = await folder.shell(
      `ulimit -f 0; ${line.join(' ')} 2>&1 | cat >&2; exit \${PIPESTATUS[0]}`,
    );
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('full.jsonl')]);
    expect(existsSync(path.join(folder.path, 'full.jsonl'))).toBe(false);
  });

  it('says so where there are no rows, or no commas', async () => {
    await folder.write('none.csv', 'word\n');
    await folder.write('semicolons.csv', 'word;expected\na;b\n');
    for (const name of ['none.csv', '-']) {
      const { exitCode, stderr } = await run(['batch', 'hello.yaml', '--data', name], {
        input: '',
      });
      expect(exitCode).toBe(2);
      expect(stderr).toContain('no rows');
    }
    for (const map of [[], ['--map', 'input=word']]) {
      const { stderr } = await run(['batch', 'hello.yaml', '--data', 'semicolons.csv', ...map]);
      expect(stderr).toContain('commas');
    }
  });

  it('tells of an error what it is and where', async () => {
    const { stdout } = await run([...base, '--limit', '3']);
    const { error } = linesIn(stdout)[2] ?? {};
    expect(Object.keys(error ?? {})).toEqual(['code', 'message', 'node', 'place']);
    expect(error).toMatchObject({
      node: 'check',
      place: expect.stringContaining('loud.yaml:6:') as string,
    });
  });

  it.each([
    [['batch', 'hello.yaml'], '--data'],
    [['batch', 'hello.yaml', '--data', 'none.csv'], 'none.csv'],
    [['batch', 'hello.yaml', '--data', 'hello.yaml'], 'JSONL'],
    [['batch', 'loud.yaml', '--data', 'rows.csv'], '--map input=COLUMN'],
    [['batch', 'loud.yaml', '--data', 'rows.csv', '--map', 'word=input'], '--map input=word'],
    [['batch', 'loud.yaml', '--data', 'rows.csv', '--map', 'input=wrod'], 'mean “word”'],
    [[...base, '--eval', 'judge.yaml', '--fail-under', 'exact=90%'], 'exact=0.9'],
    [['batch', 'loud.yaml', 'rows.csv'], '--data rows.csv'],
    [['report'], 'bisheng report latest'],
    [['runs', 'show'], 'bisheng runs show latest'],
    [['diff'], 'bisheng diff flows/'],
    [['batch', 'loud.yaml', '--data', 'rows.csv', '--map', 'input=wort'], 'no column “wort”'],
    [['batch', 'loud.yaml', '--data', 'rows.csv', '--map', 'word'], '--map needs'],
    [[...base, '--variant', 'x:y'], '--variant needs'],
    [[...base, '--variant', 'x:y=1'], 'parameter “y”'],
    [[...base, '--resume'], '-o'],
    [[...base, '--json'], '-o'],
    [[...base, '--fail-under', 'x=1'], '--eval'],
    [[...base, '--limit', '0'], '--limit'],
    [[...base, '-o', 'x', '--resume', '--force'], '--force'],
    [[...base, '-o', 'rows.csv', '--force'], 'a file of their own'],
    [[...base, '-o', 'loud.yaml', '--force'], 'the flow itself'],
    [[...base, '-o', 'hello.yaml', '--force'], 'no results'],
    [[...base, '--params-file', 'p.json', '-o', 'p.json', '--force'], 'holds the parameters'],
    [['batch', 'hello.yaml', '--data', 'twice.csv'], '“a” twice'],
    [['batch', 'hello.yaml', '--data', 'nothing'], 'There is no file “nothing”'],
    [[...base, '--eval', 'judge.yaml', '-o', 'judge.yaml', '--force'], 'the flow that judges'],
    [[...base, '-o', 'hello.yaml', '--resume'], 'no results'],
    [[...base, '-o', 'hello.yaml'], 'no results'],
    [[...base, '--variant', 'a:sign=1', '--variant', 'a:sign=2'], '“a:sign” twice'],
    [[...base, '-o', 'gone/out.jsonl'], 'gone/out.jsonl: no such file or directory.'],
  ])('%j: exit 2, nothing on stdout', async (args, said) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(said);
  });
});
