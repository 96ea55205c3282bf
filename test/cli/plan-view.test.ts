import { describe, expect, it } from 'vitest';
import { planView } from '../../src/cli/plan-view.ts';
import type { Plan } from '../../src/flow/plan/plan.ts';
import type { PlanItem, PlanStep } from '../../src/reporters/plan-text.ts';
import { planned } from './planned.ts';

const node = (id: string, rest = "type: Transform, config: {expression: '1'}"): string =>
  `  - {id: ${id}, ${rest}}\n`;
const edges = (...pairs: string[]): string =>
  `edges:\n${pairs
    .map((pair) => pair.split('>'))
    .map(([from, to]) => `  - {from: ${from ?? ''}, to: ${to ?? ''}}\n`)
    .join('')}`;

type Shape = readonly (string | readonly [string, Shape])[];
const shape = (steps: readonly PlanStep[]): Shape[] =>
  steps.map(
    (step) => step.map(({ id, loop }) => (loop ? ([id, shape(loop.steps)] as const) : id)) as Shape,
  );
const items = (steps: readonly PlanStep[]): Map<string, PlanItem> =>
  new Map(steps.flat().map((item) => [item.id, item]));

describe('planView', () => {
  it('puts a node on the step after the last one that it waits for', async () => {
    const plan = await planned(
      `nodes:\n${['a', 'b', 'c', 'd', 'e'].map((id) => node(id)).join('')}${edges('a>b', 'b>c', 'a>d', 'c>e', 'd>e')}`,
    );
    expect(shape(planView(plan).steps)).toEqual([['a'], ['b', 'd'], ['c'], ['e']]);
    expect(planView(plan).returns).toEqual(['e']);
  });

  it('shows the rounds of a loop inside it, and what follows behind it', async () => {
    const plan = await planned(`nodes:
${node('items', 'type: BatchInput, config: {items: [1, 2, 3]}')}${node('loop', 'type: LoopController, config: {batch_size: 2, max_iterations: 9}')}${node('work', 'type: ItemProcessor, config: {expression: item}')}${node('sum', 'type: ResultAggregator, config: {aggregation_method: sum}')}${node('after', 'type: Transform, config: {expression: result}')}${edges('items>loop', 'loop>work', 'work>sum', 'sum>loop', 'loop>after')}`);
    const { steps } = planView(plan);
    expect(shape(steps)).toEqual([['items'], [['loop', [['work'], ['sum']]]], ['after']]);
    expect(items(steps).get('loop')?.loop).toMatchObject({ batchSize: 2, maxIterations: 9 });
  });

  it('says when the arms of a router, conditional edges and handlers are taken', async () => {
    const plan = await planned(`nodes:
${node('start', "type: Transform, config: {expression: '5'}, on_error: rescue")}${node('router', 'type: ConditionalRouter, config: {conditions: [{name: big, expression: result > 3, next_node: yes_node}], default_node: no_node}')}${node('yes_node')}${node('no_node')}${node('rescue')}${node('maybe')}
edges:
  - {from: start, to: router}
  - {from: start, to: maybe, condition: result > 1}
`);
    const found = items(planView(plan).steps);
    expect(found.get('yes_node')?.when).toEqual([
      { kind: 'arm', from: 'router', name: 'big', expression: 'result > 3' },
    ]);
    expect(found.get('no_node')?.when).toEqual([{ kind: 'otherwise', from: 'router' }]);
    expect(found.get('rescue')?.when).toEqual([{ kind: 'failure', from: 'start' }]);
    expect(found.get('maybe')?.when).toEqual([
      { kind: 'edge', from: 'start', expression: 'result > 1' },
    ]);
    expect(found.get('router')?.when).toEqual([]);
  });

  it('stays small where loops stand inside loops and sub-flows inside sub-flows', async () => {
    const depth = 100;
    const loops = Array.from({ length: depth }, (_, n) =>
      node(
        `l${n}`,
        'type: LoopController, config: {max_iterations: 1, continue_condition: "True", on_limit: stop}',
      ),
    );
    const way = [...Array.from({ length: depth }, (_, n) => `l${n}`), 'work'];
    const pairs = way
      .slice(1)
      .flatMap((id, n) => [`${way[n] ?? ''}>${id}`, `${id}>${way[n] ?? ''}`]);
    const plan = await planned(`nodes:\n${loops.join('')}${node('work')}${edges(...pairs)}`);
    expect(JSON.stringify(planView(plan)).split('"steps"').length).toBeLessThan(100);

    const leaf = await planned(`nodes:\n${node('a')}${node('b')}`);
    let twice: Plan = leaf;
    for (let n = 0; n < 40; n++)
      twice = {
        ...leaf,
        subPlans: new Map([
          [0, twice],
          [1, twice],
        ]),
      };
    expect(JSON.stringify(planView(twice)).length).toBeLessThan(10_000_000);
  });
});
