import type { PortValues } from '../engine/component.ts';
import { ItemStream } from '../engine/item-stream.ts';
import { Later } from '../engine/later.ts';
import { canonical } from '../flow/fingerprint/canonical.ts';
import type { Seal } from '../flow/fingerprint/digest.ts';
import type { Fingerprints } from '../flow/fingerprint/fingerprint.ts';
import { planFingerprints } from '../flow/fingerprint/plan-fingerprints.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { fileDigest } from './fingerprint/file-digest.ts';
import { OutsideParts } from './fingerprint/outside-parts.ts';
import { secretKey } from './fingerprint/secret-key.ts';
import { sealFor, secretsIn } from './fingerprint/secret-seal.ts';
import type { FlowTree } from './flow-tree.ts';
import type { OpenedProject } from './projects.ts';

/**
 * What the results of a flow's nodes depend on, as things are now. `inputs`: the run's, where they may differ from those of the run
 * that is compared. Rejects with PythonFailure where a flow needs Python and there is none.
 */
export async function fingerprintsOf(
  tree: FlowTree,
  plan: Plan,
  opened: OpenedProject,
  inputs?: PortValues,
): Promise<Fingerprints> {
  const { environment, secrets } = opened.project;
  const hidden = secretsIn(tree, environment);
  for (const secret of secrets) hidden.add(secret);
  const seal = sealFor(hidden, () => secretKey(environment));
  const outside = await outsideOf(plan, tree.folder, opened, seal);
  const runInputs = inputs && (await sealedInputs(inputs, plan, seal));
  return planFingerprints(plan, { outside: (node) => outside.get(node), seal, runInputs });
}

/** Whether a node of a plan, or of one below it, may rest on something outside of its flow. */
export function restsOnOutside(plan: Plan, opened: OpenedProject): boolean {
  const parts = new OutsideParts(opened, (text) => text);
  return [...plansIn(plan)].some(({ nodes }) => nodes.some(({ node }) => parts.concerns(node)));
}

/** A plan and those that its nodes run, each once. */
function* plansIn(plan: Plan): Generator<Plan> {
  const seen = new Set([plan]);
  for (const one of seen) {
    yield one;
    for (const sub of one.subPlans.values()) seen.add(sub);
  }
}

/** What the nodes of a plan, and of those below it, rest on outside of their flows. */
async function outsideOf(
  plan: Plan,
  folder: string,
  opened: OpenedProject,
  seal: Seal,
): Promise<ReadonlyMap<FlowNode, ReadonlyMap<string, string>>> {
  const parts = new OutsideParts(opened, seal);
  const found = new Map<FlowNode, ReadonlyMap<string, string>>();
  for (const { nodes, folder: own } of plansIn(plan)) {
    for (const { node } of nodes) {
      if (!parts.concerns(node)) continue;
      const outside = await parts.of(node, own ?? folder);
      if (!outside) continue;
      found.set(node, outside);
      opened.types.grounds.rest(node, outside.grounds);
    }
  }
  return found;
}

async function sealedInputs(
  inputs: PortValues,
  plan: Plan,
  seal: Seal,
): Promise<ReadonlyMap<string, string>> {
  const readsFile = plan.nodes.some(({ node }) => node.config.input_type === 'file');
  const sealed = new Map<string, string>();
  for (const [name, value] of Object.entries(inputs)) {
    const now = value instanceof Later ? value.now() : value;
    const isPath = readsFile && typeof now === 'string' && ['file', 'input'].includes(name);
    const text =
      now instanceof ItemStream
        ? `${now.source} ${await fileDigest(now.source)}`
        : canonical(now, false);
    sealed.set(name, seal(isPath ? `${text} ${await fileDigest(now)}` : text));
  }
  return sealed;
}
