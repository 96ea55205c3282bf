import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { storePlace } from '../../src/store/store-place.ts';
import { eventsOf, ada, flows, openService, projectFolder } from './open-service.ts';

const secret = 'kB9x2fQ7pL4mZ8vR';
const more = {
  ...flows,
  // `seen` reads the text, `fixed` nothing; then a person is asked.
  steps: `nodes:
  - {id: input, type: InputNode}
  - {id: seen, type: Transform, config: {expression: text.upper()}}
  - {id: fixed, type: Transform, config: {expression: '1 + 1'}}
  - {id: ok, type: HumanInput, config: {prompt: 'Go on?'}}
  - {id: end, type: Transform, config: {expression: 'seen.result + ok.answer + str(fixed.result)'}}
edges:
  - {from: input, to: seen}
  - {from: seen, to: ok}
  - {from: fixed, to: ok}
  - {from: ok, to: end}
`,
};

async function attachments(folder: string, id: string) {
  const { store } = await openStore(storePlace(folder, {}));
  const names = ['fingerprints', 'flow_fingerprints'];
  const found = names.filter((name) => store.attachment(id, name) !== undefined);
  store.close();
  return found;
}

test('each run has fingerprints; those of its flow, unless it has a secret', async () => {
  const folder = await projectFolder();
  await writeFile(path.join(folder, '.env'), `API_KEY=${secret}\n`);
  const service = await openService(folder);
  const run = async (input: string): Promise<string> => {
    const { id, ended } = await service.start(ada, { flow: 'shout', inputs: { input } });
    await ended;
    return id;
  };
  const [open, hidden] = [await run('hi'), await run(secret)];
  const asked = await service.start(ada, { flow: 'ask', inputs: { input: 'hi' } });
  await asked.ended;
  await service.close(1);
  expect(await attachments(folder, open)).toEqual(['flow_fingerprints']);
  expect(await attachments(folder, hidden)).toEqual(['fingerprints']);
  expect(await attachments(folder, asked.id)).toEqual(['flow_fingerprints']);
});

test.each([
  ['nothing', (text: string) => text, []],
  // What reads the text is the same; what stands before the change, too.
  ['a node behind', (text: string) => text.replace("'seen.result +", '\'seen.result + "-" +'), []],
  ['one before', (text: string) => text.replace('text.upper', 'text.lower'), ['seen']],
  ['another', (text: string) => text.replace('1 + 1', '1 + 2'), ['fixed']],
])('a run goes on with what holds when this was changed: %s', async (_, change, again) => {
  const folder = await projectFolder(more);
  const first = await openService(folder);
  const run = await first.start(ada, { flow: 'steps', inputs: { input: 'Hi' } });
  expect(await run.ended).toMatchObject({ status: 'waiting' });
  await first.close(1);
  await writeFile(path.join(folder, 'flows/steps.yaml'), change(more.steps));
  const second = await openService(folder);
  const before = (await eventsOf(second.subscribe(ada, run.id), 'run_waiting')).length;
  let resumed = await second.answer(ada, run.id, { ok: '!' });
  let end = await resumed.ended;
  if (end.status === 'waiting') {
    resumed = await second.answer(ada, run.id, { ok: '!' });
    end = await resumed.ended;
  }
  expect(end.status).toBe('succeeded');
  const events = await eventsOf(second.subscribe(ada, run.id, before));
  const worked = events.flatMap((event) => (event.type === 'node_started' ? [event.node] : []));
  expect(worked.filter((node) => node === 'seen' || node === 'fixed')).toEqual(again);
});
