import type { Fingerprints } from '../flow/fingerprint/fingerprint.ts';
import type { Plan } from '../flow/plan/plan.ts';
import type { RunBasis } from '../project/flow-to-run.ts';
import type { FlowTree, GivenParameters } from '../project/flow-tree.ts';
import type { Generation } from './generation.ts';

/** A flow with the values of its parameters, ready to run any number of times. */
export interface PlannedFlow {
  readonly plan: Plan;
  readonly tree: FlowTree;
  readonly basis: RunBasis;
  /** As they were given. */
  readonly parameters: GivenParameters;
  readonly generation: Generation;
  /** Its nodes rest on something outside of it. */
  readonly rests: boolean;
  /** What the results of all its runs depend on besides their inputs; absent where each run has to look for itself. */
  readonly fingerprints?: FlowFingerprints | undefined;
  /** Some of its nodes take results of earlier runs. */
  readonly caches?: boolean;
}

/** What the results of runs depend on. */
export interface FlowFingerprints {
  readonly found: Fingerprints;
  /** The same, as it can be kept. */
  readonly text: string;
}
