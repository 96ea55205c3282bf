import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { StretchFinder } from '../../src/reporters/runs/stretches.ts';

test('what a run waits for has not failed; what lies between its sessions has no length', () => {
  const finder = new StretchFinder();
  const add = (type: RunEvent['type'], second: number, node?: string): number =>
    finder.add({ type, node, time: new Date(second * 1000).toISOString() } as RunEvent);
  add('run_started', 0);
  add('node_started', 0, 'ask');
  add('run_waiting', 2);
  add('run_started', 500);
  add('node_started', 500, 'cut');
  add('log', 501, 'cut');
  const { byNode, length } = finder.end();
  expect(length).toBe(3000);
  expect(byNode.get('ask')).toEqual([{ from: 0, to: 2000, kind: 'waited' }]);
  expect(byNode.get('cut')).toEqual([{ from: 2000, to: 3000, kind: 'broken' }]);
});
