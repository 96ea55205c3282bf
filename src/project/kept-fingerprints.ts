import type { PortValues } from '../engine/component.ts';
import { partName, type Fingerprint, type Fingerprints } from '../flow/fingerprint/fingerprint.ts';
import { fingerprintsFromJson } from '../flow/fingerprint/fingerprints-json.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { isObject, own } from '../flow/value.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { Store } from '../store/store.ts';
import { fingerprintsOf } from './fingerprints.ts';
import type { FlowTree } from './flow-tree.ts';
import type { OpenedProject } from './projects.ts';

/** Under which names fingerprints are attached to a run: those of the run, and those of its flow without the run's inputs. */
export const attached = { ofRun: 'fingerprints', ofFlow: 'flow_fingerprints' } as const;

/** What was kept of a run's fingerprints; a server keeps those of the flow only, which many runs have in common. */
export interface KeptFingerprints {
  readonly ofRun: Fingerprints | undefined;
  readonly ofFlow: Fingerprints | undefined;
  /** The run's, as they are kept. */
  readonly inputs: PortValues;
}

/** Throws StoreError. */
export function keptFingerprints(store: Store, { id, origin }: RunRecord): KeptFingerprints {
  const read = (name: string): Fingerprints | undefined => {
    const text = store.attachment(id, name);
    return text === undefined ? undefined : fingerprintsFromJson(text);
  };
  const inputs = own(origin, 'inputs');
  const ofRun = read(attached.ofRun);
  const ofFlow = ofRun ? undefined : read(attached.ofFlow);
  return { ofRun, ofFlow, inputs: isObject(inputs) ? inputs : {} };
}

/** A run's fingerprints as they were; undefined where nothing usable was kept. */
export async function fingerprintsThen(
  { ofRun, ofFlow, inputs }: KeptFingerprints,
  { tree, plan, opened }: { tree: FlowTree; plan: Plan; opened: OpenedProject },
): Promise<Fingerprints | undefined> {
  if (ofRun || !ofFlow) return ofRun;
  const flowNow = await fingerprintsOf(tree, plan, opened);
  const withInputs = await fingerprintsOf(tree, plan, opened, inputs);
  const then = new Map<string, Fingerprint>();
  for (const [path, fingerprint] of ofFlow) {
    const now = withInputs.get(path);
    // What is the same without inputs is the same with the same inputs.
    const isSame = flowNow.get(path)?.hash === fingerprint.hash;
    then.set(path, isSame && now ? now : { ...fingerprint, parts: partsThen(fingerprint, now) });
  }
  return then;
}

/** Of a node that has changed: what it was, with the inputs that it would be given now. */
function partsThen({ parts }: Fingerprint, now: Fingerprint | undefined): Fingerprint['parts'] {
  const inputs = [...(now?.parts ?? [])].filter(([name]) => name.startsWith(partName.runInput));
  return new Map([...parts, ...inputs]);
}
