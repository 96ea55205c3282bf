import { randomInt } from 'node:crypto';
import { expect, it } from 'vitest';
import { folderWith } from './bisheng.ts';
import { files, flows } from './crash/flows.ts';
import { Trial, type Kept } from './crash/trial.ts';

/** `npm run crash-test` asks for more. */
const KILLS = Number(process.env.CRASH_KILLS ?? 10);
const SEED = Number(process.env.CRASH_SEED ?? randomInt(1_000_000));
const onUnix = process.platform !== 'win32';

it.runIf(onUnix)(
  `runs whose processes are killed end like undisturbed ones (${KILLS} kills, CRASH_SEED=${SEED})`,
  async () => {
    const random = randomNumbers(SEED);
    let kills = 0;
    for (let n = 0; kills < KILLS; n++) {
      const flow = flows[n % flows.length] ?? flows[0];
      const { path } = await folderWith(files);
      const input = `hello ${n}`;
      const args = ['run', flow, '--input', input];
      const whole = new Trial(path, 'whole');
      const since = performance.now();
      const undisturbed = await whole.run([...args, '--no-store']);
      const took = performance.now() - since;
      expect(undisturbed.code, undisturbed.stderr).toBe(0);
      kills += await tortured(new Trial(path, 'tortured'), args, resultOf(undisturbed.stdout), {
        random,
        took,
        what: `CRASH_SEED=${SEED}, trial ${n}, ${flow}`,
      });
    }
  },
  3_600_000,
);

/** Runs a flow and kills it, and goes on, until it has come to its end; gives how often it was killed. */
async function tortured(
  trial: Trial,
  args: readonly string[],
  expected: unknown,
  { random, took, what }: { random: () => number; took: number; what: string },
): Promise<number> {
  let kills = 0;
  let before: Kept | undefined;
  for (let session = 0; ; session++) {
    const dies = session < 4;
    const kill = { after: random() * took * 1.1, worker: random() < 0.3 };
    const command = before ? ['runs', 'resume', 'latest'] : args;
    const ended = await trial.run(command, dies ? kill : undefined);
    if (ended.killed) kills++;
    const now = await trial.kept();
    check(before, now, trial, `${what}, session ${session}`);
    before = now;
    if (ended.killed === 'runner' && hasSucceeded(now)) {
      // It died after all was done, so nothing is left to go on with.
      const told = await trial.run(['runs', 'replay', 'latest']);
      expect(resultOf(told.stdout), what).toEqual(expected);
      return kills;
    }
    if (ended.code === 0 && ended.killed !== 'runner') {
      expect(resultOf(ended.stdout), what).toEqual(expected);
      return kills;
    }
    // Only who was killed may fail.
    expect(ended.killed ?? (dies ? 'worker' : 'nobody'), `${what}: ${ended.stderr}`).not.toBe(
      'nobody',
    );
  }
}

/** Nothing of what was kept is lost, told twice, or done again. */
function check(before: Kept | undefined, now: Kept | undefined, trial: Trial, what: string): void {
  if (!now) {
    expect(before, what).toBeUndefined();
    return;
  }
  expect(
    now.events.map(({ seq }) => seq),
    what,
  ).toEqual(now.events.map((_, n) => n));
  const finished = now.events.flatMap((event) =>
    event.type === 'node_finished' ? [`${event.node} ${(event.iteration ?? []).join()}`] : [],
  );
  expect(finished.filter((one, n) => finished.indexOf(one) !== n), what).toEqual([]); // prettier-ignore
  if (!before) return;
  expect(now.events.slice(0, before.events.length), what).toEqual(before.events);
  const again = trial
    .ledger()
    .slice(before.ledger)
    .filter((line) => before.keys.some((key) => line === `start ${key}`));
  expect(again, what).toEqual([]);
}

function hasSucceeded(now: Kept | undefined): boolean {
  const last = now?.events.at(-1);
  return last?.type === 'run_finished' && last.status === 'succeeded';
}

function resultOf(stdout: string): unknown {
  return (JSON.parse(stdout) as { outputs: unknown }).outputs;
}

function randomNumbers(seed: number): () => number {
  let state = (seed * 2_654_435_761) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
