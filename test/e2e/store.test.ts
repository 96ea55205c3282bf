import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { bin, folderWith } from './bisheng.ts';

const rounds = `nodes:
  - {id: all, type: BatchInput}
  - {id: loop, type: LoopController, config: {batch_size: 1, max_iterations: 9000}}
  - {id: work, type: Transform, config: {expression: '"x" * 3000 + str(iteration)'}}
  - {id: sum, type: ResultAggregator, config: {aggregation_method: count}, inputs: {results: "[work.result]"}}
edges:
  - {from: all, to: loop}
  - {from: loop, to: work}
  - {from: work, to: sum}
  - {from: sum, to: loop, condition: has_more_data}
`;
const items = (n: number): string =>
  `items:=${JSON.stringify(Array.from({ length: n }, (_, i) => i))}`;

it.each([20, 300, 900])(
  'killed after %i lines, a run has kept all that it has told',
  async (lines) => {
    const folder = await folderWith({ 'bisheng.yaml': '', 'rounds.yaml': rounds });
    const run = folder.run(['run', 'rounds.yaml', '--input', items(2000), '--output', 'ndjson']);
    let told = '';
    run.stdout.on('data', (data: Buffer) => {
      told += String(data);
      if (told.split('\n').length > lines) run.kill('SIGKILL');
    });
    expect((await run).signal).toBe('SIGKILL');
    const { store, aside } = await openStore(path.join(folder.path, '.bisheng/store.db'));
    expect(aside).toBeUndefined();
    const [kept] = store.list();
    expect(kept?.status).toBe('interrupted');
    const events = store.events(kept?.id ?? '');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n));
    const whole = told.split('\n').slice(0, -1);
    const finished = whole.filter((line) => line.includes('"node_finished"'));
    expect(finished.length).toBeGreaterThan(0);
    for (const line of finished) {
      const event = JSON.parse(line) as { seq: number };
      expect(events[event.seq]).toEqual(event);
    }
    const seqs = new Set(
      events.flatMap(({ type, seq }) => (type === 'node_finished' ? [seq] : [])),
    );
    expect(
      store.results(kept?.id ?? '').filter(({ seq }) => seq !== undefined && !seqs.has(seq)),
    ).toEqual([]);
    store.close();
  },
);

/** Does work in a project on a disk of its own, where the system lets us have one. */
async function onSmallDisk(
  kilobytes: number,
  work: (disk: string, bisheng: (...args: string[]) => ReturnType<typeof started>) => Promise<void>,
): Promise<boolean> {
  const disk = await mkdtemp(path.join(tmpdir(), 'bisheng-disk-'));
  const mount = ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', disk];
  const mounted = await execa('mount', mount, { reject: false });
  try {
    if (mounted.failed) return false;
    await writeFile(path.join(disk, 'bisheng.yaml'), '');
    await writeFile(path.join(disk, 'rounds.yaml'), rounds);
    await work(disk, (...args) => started(disk, args));
    return true;
  } finally {
    if (!mounted.failed) await execa('umount', [disk], { reject: false });
    await rm(disk, { recursive: true, force: true });
  }
}

const started = (cwd: string, args: readonly string[]) =>
  execa(process.execPath, [bin, ...args], { cwd, reject: false });

const json = ['--output', 'json'];

it('on a disk that gets full a run fails; what was written before stays, and can be read', async ({
  skip,
}) => {
  const done = await onSmallDisk(600, async (_, bisheng) => {
    const before = await bisheng('run', 'rounds.yaml', '--input', items(3), '--quiet');
    expect([before.exitCode, before.stdout]).toEqual([0, '3']);
    const failed = await bisheng('run', 'rounds.yaml', '--input', items(2000), ...json);
    expect(failed.exitCode).toBe(1);
    const error = { code: 'store-full' };
    expect(JSON.parse(failed.stdout)).toMatchObject({ status: 'failed', error });
    const listed = await bisheng('runs', 'list');
    expect(listed.stdout).toMatch(/ interrupted .*\n\w{8} +succeeded /);
  });
  skip(!done, 'no disk can be mounted here');
});

it('on a full disk a run is not begun, unless nothing is to be kept', async ({ skip }) => {
  const done = await onSmallDisk(100, async (disk, bisheng) => {
    await writeFile(path.join(disk, 'filler'), Buffer.alloc(1_000_000)).catch(() => undefined);
    const refused = await bisheng('run', 'rounds.yaml', '--input', items(3), ...json);
    expect(refused.exitCode).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'store-full' } });
    const kept = await bisheng('run', 'rounds.yaml', '--input', items(3), '--quiet', '--no-store');
    expect(kept.stdout).toBe('3');
  });
  skip(!done, 'no disk can be mounted here');
});
