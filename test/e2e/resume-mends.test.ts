import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended, json, trial } from './resume/project.ts';

const files = {
  'each.yaml': `nodes:
  - {id: items, type: BatchInput, config: {items: [p, q], batch_size: 2}}
  - {id: each, type: ItemProcessor, config: {flow: ask.yaml, concurrency: 2}}
edges:
  - {from: items, to: each}
`,
  'ask.yaml': `nodes:
  - {id: input, type: InputNode}
  - {id: ask, type: HumanInput, config: {prompt: "{text}?"}}
edges:
  - {from: input, to: ask}
`,
  'one.yaml': `nodes:
  - {id: ask, type: HumanInput, config: {prompt: "Go?"}}
`,
  'items.yaml': `nodes:
  - {id: items, type: BatchInput, config: {batch_size: 2}}
  - {id: ask, type: HumanInput, config: {prompt: "Go?"}}
  - {id: end, type: Transform, config: {expression: ask.answer}}
edges:
  - {from: items, to: ask}
  - {from: ask, to: end}
`,
};

describe('answers', () => {
  it('name one of several questions of a node by its item', async () => {
    const project = await trial(files);
    const { stderr } = ended(await project.run(['run', 'each.yaml']), 4);
    expect(stderr).toContain('“each/ask[1]” asks: q?');
    expect(stderr).toContain("--answer 'each/ask[1]=TEXT'");
    const args = ['--answer', 'each/ask[1]=second', '--answer', 'each/ask[0]=first'];
    const { stdout } = ended(await project.resume([...args, '--output', 'json']), 0);
    expect(JSON.stringify(json(stdout))).toContain('"first"');
    expect(JSON.stringify((json(stdout) as { outputs: object }).outputs)).toMatch(/first.*second/);
  });

  it('to what is asked once can be one', async () => {
    const project = await trial(files);
    ended(await project.run(['run', 'one.yaml']), 4);
    const { stderr } = ended(await project.resume(['--answer', 'ask=a', '--answer', 'ask=b']), 2);
    expect(stderr).toContain('“ask” asks once');
  });
});

it('items from standard input are given as a file to go on', async () => {
  const project = await trial({ ...files, 'items.jsonl': '{"a": 1}\n{"a": 2}\n' });
  const input = await readFile(path.join(project.path, 'items.jsonl'), 'utf8');
  const begun = await project.run(['run', 'items.yaml', '--input-file', '-'], { input });
  expect(ended(begun, 4).stderr).toContain('--input-file FILE');
  const refused = ended(await project.resume(['--answer', 'ask=yes']), 2);
  expect(refused.stderr).toContain('came from standard input');
  const args = ['--answer', 'ask=yes', '--input-file', 'items.jsonl'];
  const { stdout } = ended(await project.resume(args), 0);
  expect(stdout.trim()).toBe('yes');
});

it('says that what was begun with --record goes on without', async () => {
  const project = await trial(files);
  ended(await project.run(['run', 'one.yaml', '--record', 'tape.yaml']), 4);
  const { stderr } = ended(await project.resume(['--answer', 'ask=yes']), 0);
  expect(stderr).toContain('was begun with --record;');
});

it('says that a run whose store was taken away is not kept', async () => {
  const project = await trial();
  const release = await project.trouble('hold', 'b');
  const begun = await project.begin(['run', 'chain.yaml', '--input', 'x'], 'b', ' a  Stamp');
  await rm(path.join(project.path, '.bisheng'), { recursive: true });
  await release();
  const { stderr } = ended(await begun.ended, 0);
  expect(stderr).toContain('The run is not kept');
});

describe('an exported run', () => {
  it('replaces no file without --force, and none of bisheng’s own at all', async () => {
    const project = await trial(files);
    ended(await project.run(['run', 'one.yaml']), 4);
    const write = (file: string, ...more: string[]): ReturnType<typeof project.run> =>
      project.run(['runs', 'export', 'latest', '-o', file, ...more]);
    const before = await readFile(path.join(project.path, 'one.yaml'), 'utf8');
    expect(ended(await write('one.yaml'), 2).stderr).toContain('exists already');
    expect(await readFile(path.join(project.path, 'one.yaml'), 'utf8')).toBe(before);
    for (const file of ['.bisheng/store.db', '.bisheng/new.json']) {
      expect(ended(await write(file, '--force'), 2).stderr).toContain('for itself');
    }
    ended(await write('run.json'), 0);
    ended(await write('run.json', '--force'), 0);
    const drawn = await project.run(['diff', 'one.yaml', 'items.yaml', '-o', 'each.yaml']);
    expect(ended(drawn, 2).stderr).toContain('not replaced');
  });
});

describe('in the place of the store', () => {
  it.runIf(process.platform !== 'win32')('a pipe is not waited for', async () => {
    const project = await trial(files);
    ended(await project.run(['run', 'one.yaml']), 4);
    const store = path.join(project.path, '.bisheng', 'store.db');
    await rm(store);
    execFileSync('mkfifo', [store]);
    const { stderr } = ended(await project.run(['run', 'chain.yaml', '--input', 'x']), 0);
    expect(stderr).toContain('The run is not stored');
    expect(ended(await project.run(['runs', 'list']), 1).stderr).toContain('is no file');
  });

  it('a file stands where its folder should', async () => {
    const project = await trial(files);
    await writeFile(path.join(project.path, '.bisheng'), '');
    const { stderr } = ended(await project.run(['run', 'chain.yaml', '--input', 'x']), 0);
    expect(stderr).toContain('The run is not stored');
    const listed = await project.run(['runs', 'list']);
    expect([0, 1]).toContain(listed.exitCode);
    expect(listed.stderr).not.toContain('Error');
  });
});
