import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { ComponentType } from '../../src/engine/component.ts';
import { aggregator, flowText, loop, transform } from './flow-text.ts';
import { runYaml } from './harness.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Megabytes in use. */
function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

/** A node that measures the heap in some rounds. */
function probe(rounds: readonly number[], heaps: number[]): ComponentType {
  return {
    type: 'Probe',
    role: 'work',
    config: {},
    inputs: () => [{ name: 'iteration', required: true }],
    outputs: () => ({ names: ['seen'] }),
    create: () => ({
      run({ iteration }) {
        if (rounds.includes(Number(iteration))) heaps.push(heap());
        return { seen: iteration ?? null };
      },
    }),
  };
}

it('100,000 rounds of a loop keep the heap flat', async () => {
  const heaps: number[] = [];
  const text = flowText(
    {
      l: loop({ max_iterations: 100_000 }),
      a: transform('iteration * 2'),
      p: 'Probe',
      agg: aggregator('sum'),
    },
    ['l -> a -> p -> agg -> l', 'l -> p'],
  ).replace('"id":"agg"', '"inputs":{"results":"seen"},"id":"agg"');
  const types = [probe([5_000, 99_999], heaps)];
  const ended = await runYaml(text, { types, dropEvents: true });
  expect({ ...ended.outputs }).toMatchObject({ agg: (99_999 * 100_000) / 2 });
  const [early = 0, late = 0] = heaps;
  expect(late - early).toBeLessThan(5);
});

it('a file of 200,000 lines is counted in bounded memory', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-'));
  const count = 200_000;
  try {
    await writeLines(path.join(folder, 'items.jsonl'), count);
    const text = flowText(
      {
        b: { type: 'BatchInput', config: { source: 'items.jsonl', batch_size: 200 } },
        l: loop(),
        p: 'Probe',
        x: { type: 'ItemProcessor', config: { expression: 'item.n * 2' } },
        agg: aggregator('count'),
      },
      ['b -> l -> x -> agg -> l', 'l -> p -> l'],
    );
    const heaps: number[] = [];
    const types = [probe([20, 900], heaps)];
    const ended = await runYaml(text, { types, folder, dropEvents: true });
    expect(ended.error).toBe(null);
    expect({ ...ended.outputs }).toMatchObject({ agg: count });
    const [early = 0, late = 0] = heaps;
    expect(late - early).toBeLessThan(20);
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function writeLines(file: string, count: number): Promise<void> {
  const stream = createWriteStream(file);
  for (let n = 0; n < count; n += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, m) => `{"n":${n + m}}\n`);
    if (!stream.write(lines.join(''))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}
