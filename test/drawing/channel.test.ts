import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assignTracks, type Net } from '../../src/drawing/text/channel.ts';

const column = fc.nat(30);
const nets = fc
  .uniqueArray(column, { maxLength: 8 })
  .chain((sources) =>
    fc.tuple(
      ...sources.map((from) =>
        fc.uniqueArray(column, { minLength: 1, maxLength: 3 }).map((to) => ({ from: [from], to })),
      ),
    ),
  )
  .map((all): Net[] => all.map((net, id) => ({ id, ...net })));

it('no two nets lie on each other, and no line down runs into another one', () => {
  fc.assert(
    fc.property(nets, (all) => {
      const tracks = assignTracks(all);
      if (!tracks) return;
      for (const [n, a] of all.entries()) {
        for (const [m, b] of all.entries()) {
          if (n === m) continue;
          const [rowA = -1, rowB = -1] = [tracks.rows[n], tracks.rows[m]];
          const apart =
            Math.max(...a.from, ...a.to) < Math.min(...b.from, ...b.to) ||
            Math.max(...b.from, ...b.to) < Math.min(...a.from, ...a.to);
          if (rowA >= 0 && rowA === rowB) expect(apart).toBe(true);
          // A comes down at x to its row; B goes down at x from its row.
          const meets = a.from.some((x) => b.to.includes(x) && !a.to.includes(x));
          if (meets && rowA >= 0 && rowB >= 0) expect(rowA).toBeLessThan(rowB);
        }
      }
    }),
  );
});

it('what leads straight down needs no row', () => {
  const straight = [4, 9].map((x, id): Net => ({ id, from: [x], to: [x] }));
  expect(assignTracks(straight)).toEqual({ rows: [-1, -1], count: 0 });
});

it('two that change places can not be', () => {
  expect(
    assignTracks([
      { id: 0, from: [1], to: [5] },
      { id: 1, from: [5], to: [1] },
    ]),
  ).toBeUndefined();
});
