import { describe, expect, it } from 'vitest';
import type { RunEventBody } from '../../src/engine/run-event.ts';
import { RunState } from '../../src/reporters/run/run-state.ts';

/** The state after some events. */
function stateOf(...bodies: readonly RunEventBody[]): RunState {
  const state = new RunState();
  for (const [seq, body] of bodies.entries()) {
    state.apply({ seq, run_id: 'run', time: '2026-01-01T00:00:00.000Z', ...body }, seq);
  }
  return state;
}

const begun = (more: object = {}): RunEventBody => ({
  type: 'run_started',
  format_version: 1,
  flow: { name: 'flow', file: 'flow.yaml' },
  nodes: [
    { id: 'a', type: 'Step' },
    { id: 'b', type: 'Step' },
  ],
  ...more,
});
const started = (node: string): RunEventBody => ({ type: 'node_started', node, node_type: 'Step', attempt: 1 }); // prettier-ignore
const finished = (node: string): RunEventBody => ({ type: 'node_finished', node, attempts: 1, duration_ms: 5, outputs: {} }); // prettier-ignore
const failed = (node: string): RunEventBody => ({
  type: 'node_failed',
  node,
  status: 'failed',
  attempts: 1,
  duration_ms: 5,
  error: { code: 'python-exception', message: 'no', node },
  inputs: {},
  handled_by: null,
});

describe('the state of a run that goes on', () => {
  it('has what was kept, and that nothing has come of it since', () => {
    const state = stateOf(begun(), started('a'), finished('a'), begun({ resumed: true }));
    expect(state.nodes.get('a')).toMatchObject({ status: 'succeeded', kept: 1, isAsBefore: true });
    expect(state.ended).toBe(1);
  });

  it('has not begun what was cut off', () => {
    const state = stateOf(begun(), started('a'), begun({ resumed: true }));
    expect(state.nodes.get('a')).toMatchObject({ status: 'pending', running: 0, runs: 0 });
    expect([state.running, state.active.size]).toEqual([0, 0]);
  });

  it('has forgotten the failure that had ended it', () => {
    const state = stateOf(begun(), started('a'), failed('a'), begun({ resumed: true }), started('a'), finished('a')); // prettier-ignore
    expect(state.nodes.get('a')).toMatchObject({ status: 'succeeded', runs: 1, totalMs: 5, isAsBefore: false }); // prettier-ignore
    expect(state.nodes.get('a')?.ended.failed).toBe(0);
  });

  it('has forgotten what holds no longer', () => {
    const state = stateOf(
      ...[begun(), started('a'), finished('a'), started('b'), finished('b')],
      begun({ resumed: true, dropped: ['b'] }),
    );
    expect(state.nodes.get('b')).toMatchObject({ status: 'pending', kept: 0, totalMs: 0 });
    expect(state.ended).toBe(1);
  });
});
