import { execa } from 'execa';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root } from '../support/pages.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bisheng-tarball-'));
  // dist/ is there already, and building it again would disturb the tests beside this one.
  await execa('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  const install = ['install', '--offline', '--no-audit', '--no-fund', '--prefix', folder];
  await execa('npm', [...install, path.join(folder, tarball ?? '')], { cwd: folder });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('the packed package, installed elsewhere without a network, runs its own examples', async () => {
  const bin = path.join(folder, 'node_modules/.bin/bisheng');
  const example = path.join(folder, 'node_modules/bisheng-cli/examples/tour.yaml');
  const run = await execa(bin, ['run', example, '--quiet'], { cwd: folder });
  expect(run.stdout).toContain('6/12');
  const check = await execa(bin, ['validate', path.dirname(example), '--strict'], { cwd: folder });
  expect(check.exitCode).toBe(0);
});

it('brings its templates, with a knowledge base to try them with', async () => {
  const bin = path.join(folder, 'node_modules/.bin/bisheng');
  const args = ['run', 'rag-qa.en', '--param', 'knowledge_base_id=sample-shop', '--quiet'];
  const question = 'How long is the warranty for batteries?';
  const { stdout } = await execa(bin, [...args, '--input', question], { cwd: folder });
  expect(stdout).toContain('batteries and cables of six months');
});

it('keeps runs, as far as there is SQLite', async () => {
  const bin = path.join(folder, 'node_modules/.bin/bisheng');
  const env = { XDG_STATE_HOME: path.join(folder, 'state') };
  const example = path.join(folder, 'node_modules/bisheng-cli/examples/tour.yaml');
  const run = await execa(bin, ['run', example, '--quiet'], { cwd: folder, env });
  // Without a network the package that has it may be missing.
  const found =
    process.getBuiltinModule('node:sqlite') ??
    (await readdir(path.join(folder, 'node_modules/@libsql')).catch(() => undefined));
  const listed = await execa(bin, ['runs', 'list'], { cwd: folder, env, reject: false });
  if (found) expect(listed.stdout).toContain('tour');
  else expect(run.stderr).toContain('no SQLite');
});
