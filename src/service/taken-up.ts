import type { PortValues } from '../engine/component.ts';
import type { Earlier } from '../engine/kept-result.ts';
import { fingerprintsFromJson } from '../flow/fingerprint/fingerprints-json.ts';
import { takeUp } from '../project/take-up.ts';
import type { Store } from '../store/store.ts';
import { fingerprintsNow, type PlannedFlow } from './served-flow.ts';

/** What a run that goes on takes up of its earlier sessions, and the keys of what holds no longer. */
export async function takenUp(
  store: Store,
  id: string,
  flow: PlannedFlow,
  inputs: PortValues,
): Promise<{
  readonly earlier: Earlier;
  readonly dropped: readonly string[];
  readonly next: number;
}> {
  const saved = store.attachment(id, 'fingerprints');
  const before = {
    results: store.results(id),
    events: store.events(id),
    fingerprints: saved === undefined ? undefined : fingerprintsFromJson(saved),
  };
  const now = await fingerprintsNow(flow, inputs);
  const { tree, plan } = flow;
  const { earlier, dropped } = takeUp(before, { tree, plan, now, resumes: true });
  return { earlier, dropped, next: (before.events.at(-1)?.seq ?? -1) + 1 };
}
