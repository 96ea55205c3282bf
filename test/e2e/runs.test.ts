import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { migrations } from '../../src/store/schema.ts';
import { folderWith, hello, type Folder } from './bisheng.ts';

const flows = {
  'bisheng.yaml': '',
  'hello.yaml': hello,
  'broken.yaml': `nodes:
  - {id: work, type: Transform, config: {expression: 1 / 0}, retry: {max_attempts: 2, delay: 0}}
`,
  'asking.yaml': `nodes:
  - {id: ask, type: HumanInput, config: {prompt: "Go\\e[31m on?", options: ["yes", "no"]}}
`,
  'rounds.yaml': `nodes:
  - {id: all, type: BatchInput}
  - {id: loop, type: LoopController, config: {batch_size: 1, max_iterations: 9}}
  - {id: work, type: ItemProcessor}
  - {id: sum, type: ResultAggregator}
edges:
  - {from: all, to: loop}
  - {from: loop, to: work}
  - {from: work, to: sum}
  - {from: sum, to: loop, condition: has_more_data}
`,
  'slow.yaml': `nodes:
  - {id: input, type: InputNode}
  - {id: work, type: Transform, config: {expression: 1 / 0}, retry: {max_attempts: 2, delay: 600}}
edges: [{from: input, to: work}]
`,
};

const ids = async ({ run }: Folder): Promise<string[]> => {
  const { stdout } = await run(['runs', 'list', '--json']);
  return (JSON.parse(stdout) as { runs: { id: string }[] }).runs.map(({ id }) => id);
};

describe('the runs of a project', async () => {
  const folder = await folderWith(flows);
  const { run } = folder;

  it('there are none at first, and nothing is made by looking', async () => {
    const listed = await run(['runs', 'list']);
    expect([listed.exitCode, listed.stdout]).toEqual([0, '']);
    expect(listed.stderr).toContain('No run is kept here yet');
    expect(await readdir(folder.path)).not.toContain('.bisheng');
    expect((await run(['runs', 'show', 'latest'])).exitCode).toBe(2);
  });

  it('are listed, shown, and replayed as they were', async () => {
    const ran = await run(['run', 'hello.yaml', '--input', 'you']);
    const failed = await run(['run', 'broken.yaml']);
    expect([ran.exitCode, failed.exitCode]).toEqual([0, 1]);
    const listed = await run(['runs', 'list']);
    expect(listed.stdout).toMatch(
      /RUN +STATUS +FLOW +STARTED +TIME\n\w{8} +failed +broken\.yaml .*expression-value\n\w{8} +succeeded +hello\.yaml/,
    );
    const [broken = '', greeted = ''] = await ids(folder);
    const shown = await run(['runs', 'show', greeted.slice(0, 6)]);
    expect(shown.stdout).toContain('input: "you"');
    expect(shown.stdout).toContain('greet: "Hello, you!"');
    expect(shown.stdout).toMatch(/ greet +█+ +✔ /);
    const shownBroken = await run(['runs', 'show', broken]);
    expect(shownBroken.stdout).toMatch(/ work .*2 attempts · expression-value\n/);
    const replayed = await run(['runs', 'replay', greeted]);
    expect([replayed.exitCode, replayed.stdout]).toEqual([0, ran.stdout]);
    expect((await run(['runs', 'replay', broken])).exitCode).toBe(1);
  });

  it('have the same events as were told', async () => {
    const told = await run([
      'run',
      'rounds.yaml',
      '--input',
      'items:=[1, 12345678901234567890, 3]',
      '--output',
      'ndjson',
    ]);
    const replayed = await run(['runs', 'replay', 'latest', '--output', 'ndjson']);
    const exported = await run([
      'runs',
      'export',
      'latest',
      '--format',
      'ndjson',
      '-o',
      'events.jsonl',
    ]);
    expect(told.exitCode).toBe(0);
    const sorted = (lines: string): unknown[] =>
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
    expect(sorted(replayed.stdout)).toEqual(sorted(told.stdout));
    expect(replayed.stdout).toContain('12345678901234567890');
    expect(exported.exitCode).toBe(0);
    expect(await readFile(path.join(folder.path, 'events.jsonl'), 'utf8')).toBe(replayed.stdout);
    const document = JSON.parse((await run(['runs', 'export', 'latest'])).stdout) as Record<
      string,
      unknown
    >;
    expect(document).toMatchObject({
      format_version: 1,
      run: { status: 'succeeded' },
      flow_text: flows['rounds.yaml'],
    });
    const shown = await run(['runs', 'show', 'latest']);
    expect(shown.stdout).toMatch(/ loop .*3 rounds\n/);
    expect(shown.stdout).toMatch(/ {4}work .*× 3\n/);
  });

  it('that wait say what they ask, without moving the cursor, and can be closed', async () => {
    expect((await run(['run', 'asking.yaml'])).exitCode).toBe(4);
    const shown = await run(['runs', 'show', 'latest']);
    expect(shown.stdout).toMatch(/“ask” asks: Go.* on\?\n {2}Possible answers: yes \/ no\n/);
    expect(shown.stdout).not.toContain('\u001b');
    expect((await run(['runs', 'replay', 'latest'])).exitCode).toBe(4);
    expect((await run(['runs', 'cancel', 'latest'])).exitCode).toBe(0);
    const { runs } = JSON.parse(
      (await run(['runs', 'list', '--status', 'waiting', '--json'])).stdout,
    ) as { runs: unknown[] };
    expect(runs).toEqual([]);
  });

  it.each([
    [['show', 'zzz'], '“bisheng runs list”'],
    [['list', '--since', 'soon'], 'must be a time'],
    [['list', '--limit', '0'], 'must be a whole number'],
    [['list', '--status', 'done'], '--status'],
    [['replay', 'latest', '--speed', '0'], '--speed'],
    [['prune', '--keep', '-1'], 'must be a whole number'],
  ])('runs %j is a usage error', async (args, words) => {
    const { exitCode, stderr, stdout } = await run(['runs', ...args]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });

  it('are cleared away', async () => {
    const before = await ids(folder);
    const dry = await run(['runs', 'prune', '--keep', '1', '--dry-run']);
    const [head = '', ...rows] = dry.stdout.trim().split('\n');
    expect(head.split(/ +/)).toEqual(['RUN', 'STATUS', 'FLOW', 'STARTED', 'TIME']);
    const short = before.slice(1).map((id) => id.slice(0, 8));
    expect(rows.map((row) => row.slice(0, 8)).sort()).toEqual(short.sort());
    expect((await run(['runs', 'prune', '--keep', '1'])).exitCode).toBe(0);
    expect(await ids(folder)).toEqual(before.slice(0, 1));
  });
});

it('with --no-store, and with the setting, nothing is left behind', async () => {
  const { path: place, run, write } = await folderWith(flows);
  expect((await run(['run', 'hello.yaml', '--input', 'you', '--no-store'])).exitCode).toBe(0);
  await write('bisheng.yaml', 'store: false\n');
  expect((await run(['run', 'hello.yaml', '--input', 'you'])).exitCode).toBe(0);
  expect(await readdir(place)).not.toContain('.bisheng');
});

it('outside of a project runs are kept with the user’s other state', async () => {
  const { path: place, run } = await folderWith({ 'hello.yaml': hello });
  const env = { XDG_STATE_HOME: path.join(place, 'state') };
  expect((await run(['run', 'hello.yaml', '--input', 'you'], { env })).exitCode).toBe(0);
  expect((await run(['runs', 'list'], { env })).stdout).toContain('hello.yaml');
  expect(await readdir(path.join(place, 'state/bisheng'))).toContain('store.db');
  expect(await readdir(place)).not.toContain('.bisheng');
});

it('no secret reaches the store', async () => {
  const secret = 'hunter2-hunter2"x';
  const { path: place, run } = await folderWith({
    'bisheng.yaml': '',
    'flow.yaml': `parameters:
  - {name: key, type: string, secret: true, required: true}
  - {name: open, type: string, required: true}
nodes:
  - {id: input, type: InputNode}
  - {id: say, type: Transform, config: {expression: 'text + "/" + key + "/" + open'}}
edges: [{from: input, to: say}]
`,
  });
  const params = ['--param', `key=${secret}`, '--param', 'open=visible'];
  const ran = await run(['run', 'flow.yaml', '--input', `my ${secret}`, ...params]);
  expect(ran.exitCode).toBe(0);
  const bytes = await Promise.all(
    (await readdir(path.join(place, '.bisheng'))).map((name) =>
      readFile(path.join(place, '.bisheng', name), 'latin1'),
    ),
  );
  const all = bytes.join('\n');
  expect(all).toContain('visible');
  expect(all).toContain('"secret_parameters":["key"]');
  expect(all).not.toContain('hunter2');
});

it('a store that can’t be written is said once, and the run goes on', async () => {
  const { run, write } = await folderWith(flows);
  await write('.bisheng', 'a file in the way');
  const { exitCode, stdout, stderr } = await run([
    'run',
    'hello.yaml',
    '--input',
    'you',
    '--quiet',
  ]);
  expect([exitCode, stdout]).toEqual([0, 'Hello, you!\n']);
  expect(stderr).toMatch(/^The run is not stored: [^\n]+\n$/);
});

it('a store of a later version is refused, and left as it is', async () => {
  const { path: place, run } = await folderWith(flows);
  const file = path.join(place, '.bisheng/store.db');
  (await openStore(file, { migrations: [...migrations, 'CREATE TABLE later (x)'] })).store.close();
  for (const args of [
    ['run', 'hello.yaml', '--input', 'you'],
    ['runs', 'list'],
  ]) {
    const { exitCode, stdout, stderr } = await run(args);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('newer version of bisheng');
  }
  const json = await run(['run', 'hello.yaml', '--input', 'you', '--output', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    status: 'failed',
    error: { code: 'store-failed' },
  });
  expect((await run(['run', 'hello.yaml', '--input', 'you', '--no-store'])).exitCode).toBe(0);
});

it('a damaged store is put aside, and the run is kept in a new one', async () => {
  const { path: place, run, write } = await folderWith(flows);
  await write('.bisheng/store.db', 'no database at all');
  const { exitCode, stderr } = await run(['run', 'hello.yaml', '--input', 'you', '--quiet']);
  expect(exitCode).toBe(0);
  expect(stderr).toContain('was put aside as');
  expect(
    (await readdir(path.join(place, '.bisheng'))).some((name) =>
      name.startsWith('store.db.corrupt-'),
    ),
  ).toBe(true);
  expect((await run(['runs', 'list'])).stdout).toContain('hello.yaml');
});

it('a run that was killed is interrupted, one that goes on is ended by cancel', async () => {
  const folder = await folderWith(flows);
  const { run } = folder;
  /** A run that has come so far that it waits for its second attempt. */
  const begun = async (): Promise<{ readonly started: ReturnType<typeof run> }> => {
    const started = run(['run', 'slow.yaml', '--input', 'x', '--output', 'ndjson']);
    await new Promise<void>((resolve) => {
      started.stdout.on('data', (data: Buffer) => {
        if (String(data).includes('node_retrying')) resolve();
      });
    });
    return { started };
  };
  const first = await begun();
  expect((await run(['runs', 'list', '--status', 'running'])).stdout).toContain('slow.yaml');
  first.started.kill('SIGKILL');
  await first.started;
  expect((await run(['runs', 'list', '--status', 'running'])).stdout).toBe('');
  expect((await run(['runs', 'list', '--status', 'interrupted'])).stdout).toContain('slow.yaml');
  const told = await run(['runs', 'replay', 'latest', '--output', 'ndjson']);
  expect(told.stdout).toContain('node_retrying');

  const second = await begun();
  const cancelled = await run(['runs', 'cancel', 'latest']);
  expect(cancelled.stderr).toContain('was asked to end');
  expect((await second.started).exitCode).toBe(130);
  expect((await run(['runs', 'list', '--status', 'cancelled'])).stdout).toContain('slow.yaml');
  await rm(folder.path, { recursive: true, force: true });
});

it('runs of several processes at the same time are all kept, whole', async () => {
  const folder = await folderWith(flows);
  const count = 6;
  const started = Array.from({ length: count }, (_, n) =>
    folder.run([
      'run',
      'rounds.yaml',
      '--input',
      `items:=[${n}, 2, 3]`,
      '--quiet',
      '--output',
      'ndjson',
    ]),
  );
  const told = (await Promise.all(started)).map(({ stdout }) => stdout);
  const found = await ids(folder);
  expect(found).toHaveLength(count);
  const kept = await Promise.all(
    found.map(
      async (id) => (await folder.run(['runs', 'export', id, '--format', 'ndjson'])).stdout,
    ),
  );
  const parsed = (text: string): unknown =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  for (const text of told) expect(kept.map(parsed)).toContainEqual(parsed(text));
  expect((await stat(path.join(folder.path, '.bisheng/store.db'))).mode & 0o777).toBe(0o600);
});
