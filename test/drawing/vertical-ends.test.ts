import { expect, it } from 'vitest';
import { verticalEnds, type RankedBox } from '../../src/drawing/svg/vertical-ends.ts';
import { svg } from '../../src/drawing/svg/svg.ts';
import { drawn, say } from './drawn.ts';

const box = (x: number, y: number, height: number, rank: number): RankedBox => ({
  x,
  y,
  width: 100,
  height,
  rank,
});

it('a line out of a low box is not led behind the high one beside it', () => {
  const boxes = [box(0, 150, 300, 0), box(200, 20, 40, 0), box(0, 370, 40, 1)];
  const route = verticalEnds(boxes);
  const points = route(
    [
      { x: 150, y: 40 },
      { x: 60, y: 325 },
      { x: 0, y: 350 },
    ],
    1,
    2,
  );
  expect(points).toEqual([
    { x: 162, y: 40 },
    { x: 162, y: 300 },
    { x: 60, y: 325 },
    { x: 38, y: 350 },
  ]);
});

it('a line that leads upwards stays as it is', () => {
  const points = [
    { x: 0, y: 100 },
    { x: 0, y: 40 },
  ];
  expect(verticalEnds([box(0, 20, 40, 0), box(0, 120, 40, 1)])(points, 1, 0)).toBe(points);
});

it('lines end at the top of a box, also beside a loop', async () => {
  const flow = `
nodes:
  - {id: work, type: Transform, config: {expression: "1"}, on_error: rescue}
  - {id: rescue, type: Transform, config: {expression: "2"}}
  - {id: rounds, type: LoopController, config: {max_iterations: 3}}
  - {id: step, type: Transform, config: {expression: iteration}}
edges:
  - {from: work, to: rounds}
  - {from: rounds, to: step}
  - {from: step, to: rounds}
`;
  const image = (await svg(await drawn(flow), say)) ?? '';
  const tops = [...image.matchAll(/<rect class="box" x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) => y);
  const ends = [...image.matchAll(/class="link \w+" d="[^"]* ([\d.]+)"/g)].map(([, y]) => y);
  expect(ends.length).toBeGreaterThan(2);
  const boxEnds = ends.filter((y) => tops.includes(y));
  // All but the one to the sign of the next round.
  expect(boxEnds.length).toBe(ends.length - 1);
});
