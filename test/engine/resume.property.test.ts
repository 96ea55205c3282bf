import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PortValues } from '../../src/engine/component.ts';
import { randomModel } from './random-flow.ts';
import type { Call } from './calls.ts';
import { hash, isBelow, nodeOf, type Model } from './model.ts';
import { modelText } from './model-text.ts';
import { cut, eventsOf, session, type Entry } from './sessions.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { toJson, type Value } from '../../src/flow/value.ts';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 400);
const SEED = process.env.PROPERTY_SEED;

it('a run that dies again and again ends like an undisturbed one, and does nothing finished twice', async () => {
  const choices = fc.array(fc.nat(59), { maxLength: 250, size: 'max' });
  const deaths = fc.array(fc.nat(), { minLength: 1, maxLength: 3 });
  const concurrency = fc.integer({ min: 1, max: 5 });
  await fc.assert(
    fc.asyncProperty(choices, deaths, fc.nat(), concurrency, async (numbers, dies, seed, most) => {
      const model = randomModel(numbers);
      const text = modelText(model);
      const random = randomNumbers(seed);
      const done: string[] = [];
      const options = {
        unchecked: true,
        concurrency: most,
        steps: { '*': (call: Call) => step(call, model, random, done) },
      };
      const whole = await session(text, options);
      let entries = whole.entries;
      for (const at of dies) {
        const kept = cut(entries, 1 + (at % entries.length));
        done.length = 0;
        const again = await session(text, options, kept);
        const finished = kept.flatMap((entry) => ('kept' in entry ? [entry.kept.key] : []));
        expect(done.filter((key) => finished.includes(key))).toEqual([]);
        expect(again.ended.status).toBe(whole.ended.status);
        expect(again.ended.outputs).toEqual(whole.ended.outputs);
        if (whole.ended.status === 'succeeded') expect(told(again.entries)).toEqual(told(whole.entries)); // prettier-ignore
        entries = again.entries;
      }
    }),
    { numRuns: RUNS, ...(SEED !== undefined && { seed: Number(SEED) }) },
  );
}, 3_600_000);

/** What is told of nodes, but for when, and for what a session that died has said of work that was not done. */
function told(entries: readonly Entry[]): string[] {
  return eventsOf(entries)
    .filter((event) => 'node' in event)
    .map(timeless)
    .sort();
}

function timeless(event: RunEvent): string {
  const unlike = ['seq', 'time', 'duration_ms'];
  const entries = Object.entries(event).filter(([key]) => !unlike.includes(key));
  return toJson(Object.fromEntries(entries));
}

/** A step whose result depends on all that it gets, and that takes its time. */
function step(
  call: Call,
  model: Model,
  random: () => number,
  done: string[],
): PortValues | Promise<PortValues> {
  const node = nodeOf(model, call.node);
  done.push(call.context.idempotencyKey.slice('run:'.length));
  const names = ['p', 'q', 'iteration', 'has_more_data'];
  const values = names.map((name) => call.lookup(name) ?? null);
  const val = hash(JSON.stringify([node.id, call.inputs, values]));
  const others = node.out.map((name): [string, Value] => [name, `${node.id}:${val}`]);
  const outputs: PortValues = Object.fromEntries<Value>([['val', val], ...others]);
  const fails = node.failsBelow && isBelow(val, node.failsBelow);
  const turns = random() % 12;
  return later(turns, () => {
    if (fails) throw new Error('as it should');
    return outputs;
  });
}

async function later<T>(turns: number, action: () => T): Promise<T> {
  for (let n = 0; n < turns * turns; n++) await Promise.resolve();
  return action();
}

function randomNumbers(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
