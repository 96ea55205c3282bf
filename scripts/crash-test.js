// Kills runs again and again and looks whether they end like undisturbed ones:
// npm run crash-test [-- <kills> [<seed>]]
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const [kills = '200', seed = String(randomInt(1_000_000))] = process.argv.slice(2);
process.stdout.write(`${kills} kills, seed ${seed}\n`);
const { status } = spawnSync('npx', ['vitest', 'run', 'test/e2e/crash.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, CRASH_KILLS: kills, CRASH_SEED: seed },
});
process.exitCode = status ?? 1;
