import type { PortValues } from '../engine/component.ts';
import type { Earlier } from '../engine/kept-result.ts';
import { fingerprintsThen, keptFingerprints } from '../project/kept-fingerprints.ts';
import { takeUp } from '../project/take-up.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { Store } from '../store/store.ts';
import { fingerprintsFor } from './flow-fingerprints.ts';
import type { PlannedFlow } from './planned-flow.ts';

/** What a run that goes on takes up of its earlier sessions, and the keys of what holds no longer. */
export async function takenUp(
  store: Store,
  record: RunRecord,
  flow: PlannedFlow,
  inputs: PortValues,
): Promise<{
  readonly earlier: Earlier;
  readonly dropped: readonly string[];
  readonly next: number;
}> {
  const { id } = record;
  const { tree, plan, generation } = flow;
  const saved = keptFingerprints(store, record);
  const before = {
    results: store.results(id),
    events: store.events(id),
    fingerprints: await fingerprintsThen(saved, { tree, plan, opened: generation.opened }),
  };
  const { found: now } = await fingerprintsFor(flow, inputs);
  const { earlier, dropped } = takeUp(before, { tree, plan, now, resumes: true });
  return { earlier, dropped, next: (before.events.at(-1)?.seq ?? -1) + 1 };
}
