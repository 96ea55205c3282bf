import type { PortValues } from '../engine/component.ts';
import { SecretMask } from '../engine/secrets.ts';
import { fingerprintsToJson } from '../flow/fingerprint/fingerprints-json.ts';
import { own } from '../flow/value.ts';
import { fingerprintsOf } from '../project/fingerprints.ts';
import type { FlowFingerprints, PlannedFlow } from './planned-flow.ts';

/** Those of a run with such inputs; without inputs those that all runs of the flow have in common. */
export async function fingerprintsFor(
  { tree, plan, basis, generation }: PlannedFlow,
  inputs?: PortValues,
): Promise<FlowFingerprints> {
  const found = await fingerprintsOf(tree, plan, generation.opened, inputs);
  // Names of files stand in them.
  const mask = new SecretMask(basis.secrets);
  return { found, text: mask.text(fingerprintsToJson(found)) };
}

/** Those of all its runs; undefined where each has to look for itself, because files belong to it. Never rejects. */
export async function fingerprintsOfAll(flow: PlannedFlow): Promise<FlowFingerprints | undefined> {
  const readsFile = flow.plan.nodes.some(({ node }) => own(node.config, 'input_type') === 'file');
  if (flow.rests || readsFile) return undefined;
  return fingerprintsFor(flow).catch(() => undefined);
}
