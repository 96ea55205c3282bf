import { expect, test } from 'vitest';
import { flowText, step, router, loop, transform, items, aggregator } from './flow-text.ts';
import { runYaml, startYaml, idle, plainOf } from './harness.ts';

test('chain', async () => {
  const run = startYaml(flowText({ a: step({out:['x']}), b: step() }, ['a -> b']));
  const a = await run.calls.next('a');
  expect(run.calls.open).toEqual(['a']);
  a.finish({ x: 1 });
  const b = await run.calls.next('b');
  expect(b.lookup('x')).toBe(1);
  b.finish({ y: 2 });
  const end = await run.ended;
  expect(end.result).toBe(2);
});
test('break two loops', async () => {
  const end = await runYaml(flowText({
    o: loop({max_iterations: 3}), i: loop({max_iterations: 3}), b: step(), c: step(), out: step(),
  }, ['o -> i', 'i -> b', 'b -> c', 'c -> i', 'i -> o', 'b -> out if i.iteration == 1']));
  console.log(end.events.map((e) => `${e.type} ${'node' in e ? e.node : ''} ${'iteration' in e ? e.iteration : ''} ${'status' in e ? e.status : ''}`).join('\n'));
});
test('same tick break', async () => {
  const run = startYaml(flowText({
    o: loop({max_iterations: 2}), a: step(), b: step(), x: step(), out: step(),
  }, ['o -> a', 'o -> b', 'a -> x', 'x -> o', 'b -> o', 'b -> out if done']));
  const a = await run.calls.next('a');
  const b = await run.calls.next('b');
  a.finish({}); b.finish({done: true});
  const out = await run.calls.next('out'); out.finish();
  const end = await run.ended;
  console.log(end.events.map((e) => `${e.type} ${'node' in e ? e.node : ''} ${'iteration' in e ? e.iteration : ''} ${'status' in e ? e.status : ''}`).join('\n'));
});
