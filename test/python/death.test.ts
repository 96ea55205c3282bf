import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { createWorkers } from '../../src/python/workers.ts';
import { callOptions } from './python-project.ts';

const object = {
  kind: 'component',
  path: tmpdir(),
  className: 'C',
  config: {},
  isAsync: false,
} as const;
const heard = () => ({ chunks: [], logs: [], progress: [], lost: 0, unkept: [] });

test.each([
  ['that is not there', '/no/such/python', 'ENOENT'],
  ['that is another program', process.execPath, 'bad option'],
])('an interpreter %s fails the call and says why', async (_, executable, text) => {
  const workers = createWorkers({
    project: tmpdir(),
    interpreter: { executable, version: '3.12.0' },
  });
  const call = workers.open(object).call({}, callOptions(heard(), new AbortController().signal));
  await expect(call).rejects.toMatchObject({ code: 'python-start' });
  const failure = (await call.catch((error: unknown) => error)) as { values: { text: string } };
  expect(failure.values.text).toContain(text);
  await workers.close();
});
