import { mkdtemp, readdir, rm, stat, writeFile, readFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { RunEvent, RunEventBody } from '../../src/engine/run-event.ts';
import { sayIn, type Message } from '../../src/messages/message.ts';
import { beginStoredRun, type RunRecording } from '../../src/project/stored-run.ts';
import { libsql } from '../../src/store/libsql.ts';
import { openStore } from '../../src/store/open-store.ts';

const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-recording-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
let files = 0;
const fresh = (): string => path.join(folder, String(files++), '.bisheng/store.db');

const run = { id: 'a', flow: 'f', file: 'f.yaml', origin: {} };
const event = (seq: number, body: RunEventBody): RunEvent => ({
  seq,
  run_id: 'a',
  time: new Date().toISOString(),
  ...body,
});
const chunk = (seq: number): RunEvent => event(seq, { type: 'stream_chunk', node: 'x', text: '…' });
const finished = (seq: number): RunEvent =>
  event(seq, { type: 'node_finished', node: 'x', outputs: {}, attempts: 1, duration_ms: 0 });

async function begun(file: string, warned: Message[] = []): Promise<RunRecording> {
  const recording = await beginStoredRun(file, run, (warning) => warned.push(warning));
  if (!recording) throw new Error('not stored');
  return recording;
}

it('tells what matters once it is written, chunks at once, and all in order', async () => {
  const file = fresh();
  const recording = await begun(file);
  const reader = libsql(file);
  const told: [number, number][] = [];
  recording.listen(({ seq }) => {
    const row = reader.prepare('SELECT count(*) AS n FROM events').get();
    told.push([seq, Number(row?.n)]);
  });
  recording.emit(chunk(0));
  expect(told).toEqual([[0, 0]]);
  recording.emit(finished(1));
  recording.emit(chunk(2));
  expect(told).toHaveLength(1);
  await new Promise((resolve) => setImmediate(resolve));
  expect(told).toEqual([
    [0, 0],
    [1, 3],
    [2, 3],
  ]);
  recording.emit(finished(3));
  recording.finish();
  expect(told.at(-1)).toEqual([3, 4]);
});

it('once something can’t be written, asks for the end and goes on telling', async () => {
  const file = fresh();
  const recording = await begun(file);
  const told: number[] = [];
  recording.listen(({ seq }) => told.push(seq));
  libsql(file).exec('DROP TABLE events');
  recording.emit(finished(0));
  await new Promise((resolve) => setImmediate(resolve));
  expect(recording.signal.aborted).toBe(true);
  expect(recording.error(sayIn('en'))?.code).toBe('store-failed');
  recording.emit(finished(1));
  recording.finish();
  expect(told).toEqual([0, 1]);
});

it('a store that is damaged where the run begins is put aside', async () => {
  const file = fresh();
  await mkdir(path.dirname(file), { recursive: true });
  const { store } = await openStore(file);
  for (let n = 0; n < 40; n++) {
    store.begin({ ...run, id: `old-${n}`, origin: { text: 'x'.repeat(2_000) } }).close();
  }
  store.checkpoint();
  store.close();
  for (const end of ['-wal', '-shm']) await rm(file + end, { force: true });
  const bytes = await readFile(file);
  bytes.fill(0xff, 4096 * 2);
  await writeFile(file, bytes);
  const warned: Message[] = [];
  const recording = await begun(file, warned);
  recording.finish();
  expect(warned.map(({ key }) => key)).toEqual(['store-aside']);
  const names = await readdir(path.dirname(file));
  const [aside = ''] = names.filter((name) => name.includes('corrupt'));
  expect((await stat(path.join(path.dirname(file), aside))).size).toBe(bytes.length);
});
