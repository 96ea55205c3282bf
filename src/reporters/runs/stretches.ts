import type { RunEvent } from '../../engine/run-event.ts';

/** What a node did in a stretch of time; `broken`: an attempt that failed, or that nothing has ended. */
export type StretchKind = 'worked' | 'broken' | 'reused';

/** Milliseconds of the time in which the run went on: what lies between its sessions does not count. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: StretchKind;
}

export interface Stretches {
  /** By node. */
  readonly byNode: ReadonlyMap<string, readonly Stretch[]>;
  /** How long the run went on, all its sessions together. */
  readonly length: number;
  /** When each event came, by its place in the list. */
  readonly times: readonly number[];
}

/** When which node was at work, by a run's events. */
export function stretchesOf(events: readonly RunEvent[]): Stretches {
  const byNode = new Map<string, Stretch[]>();
  const open = new Map<string, { readonly node: string; readonly from: number }>();
  const times: number[] = [];
  let now = 0;
  let last: number | undefined;
  const close = (key: string, kind: StretchKind): void => {
    const begun = open.get(key);
    if (!begun) return;
    open.delete(key);
    const list = byNode.get(begun.node) ?? [];
    byNode.set(begun.node, list);
    list.push({ from: begun.from, to: now, kind });
  };
  for (const event of events) {
    const time = Date.parse(event.time);
    if (event.type === 'run_started') {
      for (const key of [...open.keys()]) close(key, 'broken');
    } else if (last !== undefined) now += Math.max(0, time - last);
    last = time;
    times.push(now);
    if (!('node' in event)) continue;
    const key = [event.node, ...(event.iteration ?? [])].join(' ');
    if (event.type === 'node_started') {
      close(key, 'broken');
      open.set(key, { node: event.node, from: now });
    } else if (event.type === 'node_finished') {
      const reused = event.reused !== undefined;
      if (!open.has(key)) open.set(key, { node: event.node, from: now });
      close(key, reused ? 'reused' : 'worked');
    } else if (event.type === 'node_failed' || event.type === 'node_retrying') close(key, 'broken');
  }
  for (const key of [...open.keys()]) close(key, 'broken');
  return { byNode, length: now, times };
}
