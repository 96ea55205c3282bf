import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sayIn } from '../../src/messages/message.ts';
import { findFlow } from '../../src/project/find-flow.ts';
import { UsageError } from '../../src/project/usage-error.ts';

const root = await mkdtemp(path.join(tmpdir(), 'bisheng-find-'));
await mkdir(path.join(root, 'flows/team'), { recursive: true });
for (const file of ['flows/work.yaml', 'flows/team/review.yml', 'local.yaml']) {
  await writeFile(path.join(root, file), 'nodes: []\n');
}
afterAll(() => rm(root, { recursive: true, force: true }));

const find = (name: string) => findFlow(name, root, root, () => Promise.resolve('en'));

describe('a flow', () => {
  test.each([
    ['local.yaml', 'local.yaml'],
    ['flows/work.yaml', 'flows/work.yaml'],
    ['work', 'flows/work.yaml'],
    ['team/review', 'flows/team/review.yml'],
  ])('is found as %s', async (name, shown) => {
    expect(await find(name)).toMatchObject({ shown });
  });

  test.each([
    ['local', 'local.yaml'],
    ['work.yaml', 'work'],
    ['wrok.yaml', 'work'],
    ['worc', 'work'],
    ['team/review.yml', 'team/review'],
    ['flows/wrk.yaml', 'flows/work.yaml'],
  ])('that is called %s: did you mean %s?', async (name, meant) => {
    const error: unknown = await find(name).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(sayIn('en')((error as UsageError).hint!)).toBe(`Did you mean “${meant}”?`);
  });
});
