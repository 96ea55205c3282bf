import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PortValues } from '../../src/engine/component.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import type { Value } from '../../src/flow/value.ts';
import type { Call } from './calls.ts';
import { startYaml } from './harness.ts';
import { modelText } from './model-text.ts';
import { hash, isBelow, loopsAround, nodeOf, type Model } from './model.ts';
import { randomModel } from './random-flow.ts';
import { primaryOf, reference, type Expected } from './reference.ts';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 1_500);
const SEED = process.env.PROPERTY_SEED;

it('runs any flow as the slow and obvious reference does, whoever is fast and however many run at once', async () => {
  const choices = fc.array(fc.nat(59), { maxLength: 250, size: 'max' });
  const speed = fc.record({ seed: fc.nat(), concurrency: fc.integer({ min: 1, max: 5 }) });
  await fc.assert(
    fc.asyncProperty(choices, speed, async (numbers, { seed, concurrency }) => {
      const model = randomModel(numbers);
      expect(await run(model, seed, concurrency)).toEqual(sorted(reference(model)));
    }),
    { numRuns: RUNS, ...(SEED !== undefined && { seed: Number(SEED) }) },
  );
}, 3_600_000);

async function run(model: Model, seed: number, concurrency: number): Promise<Expected> {
  const random = randomNumbers(seed);
  const seen: string[] = [];
  const running = startYaml(modelText(model), {
    unchecked: true,
    concurrency,
    steps: { '*': (call) => step(call, model, seen, random) },
  });
  const ended = await running.ended;
  const status = ended.status === 'succeeded' ? 'succeeded' : 'failed';
  return sorted({
    status,
    seen,
    ran: ended.events.flatMap((event) => ranOf(event, model)),
    skipped: ended.events.flatMap((event) => skippedOf(event, model)),
    outputs: { ...ended.outputs },
  });
}

/** What a run that fails has done until then depends on who is fast. */
function sorted({ status, seen, ran, skipped, outputs }: Expected): Expected {
  if (status === 'failed') return { status, seen: [], ran: [], skipped: [], outputs };
  return { status, outputs, seen: seen.sort(), ran: ran.sort(), skipped: skipped.sort() };
}

/** A step notes all that it can see, and takes its time. */
function step(
  call: Call,
  model: Model,
  seen: string[],
  random: () => number,
): PortValues | Promise<PortValues> {
  const node = nodeOf(model, call.node);
  const { scope } = call.context;
  const look = (other: string, name: string): unknown => scope.attribute?.(other, name) ?? null;
  const looked = node.looksAt.map((other) => look(other, primaryOf(model, other)));
  const rounds = loopsAround(model, node.id).map((loop) => look(loop, 'iteration'));
  const names = ['p', 'q', 'iteration', 'has_more_data', 'error'];
  const values = names.map((name) => codeOf(call.lookup(name) ?? null));
  const path = `${node.id} ${rounds.reverse().join()}`;
  const text = JSON.stringify([node.id, call.number, path, call.inputs, looked, values]);
  seen.push(text);
  const val = hash(text);
  const others = node.out.map((name): [string, Value] => [name, `${node.id}:${val}`]);
  const outputs: PortValues = Object.fromEntries<Value>([['val', val], ...others]);
  const fails = node.failsBelow && isBelow(val, node.failsBelow);
  const turns = random() % 12;
  if (turns === 0 && !fails) return outputs;
  return later(turns, () => {
    if (fails) throw new Error('as it should');
    return outputs;
  });
}

async function later<T>(turns: number, action: () => T): Promise<T> {
  for (let n = 0; n < turns * turns; n++) await Promise.resolve();
  return action();
}

/** An error by its code. */
function codeOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'code' in value ? value.code : value;
}

function ranOf(event: RunEvent, model: Model): string[] {
  const isEnd =
    event.type === 'node_finished' || (event.type === 'node_failed' && event.status === 'failed');
  if (!isEnd) return [];
  const { kind } = nodeOf(model, event.node);
  const depth = loopsAround(model, event.node).length;
  // An aggregator is told once more at the end of its loop.
  if (kind === 'loop' || (event.iteration ?? []).length < depth) return [];
  return [pathOf(event)];
}

function skippedOf(event: RunEvent, model: Model): string[] {
  if (event.type !== 'node_skipped' || nodeOf(model, event.node).kind === 'loop') return [];
  return [pathOf(event)];
}

function pathOf({ node, iteration = [] }: { node: string; iteration?: readonly number[] }): string {
  return `${node} ${iteration.join()}`;
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
