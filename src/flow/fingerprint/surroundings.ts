import type { FlowNode } from '../flow.ts';
import type { Seal } from './digest.ts';

/** What fingerprints need to know besides the plan. */
export interface Surroundings {
  /** What a node rests on outside of its flow (code, files, models, …): parts by name. */
  outside(node: FlowNode): ReadonlyMap<string, string> | undefined;
  /** What stands in a part for a text of the flow. */
  readonly seal: Seal;
  /** The run inputs, sealed, by name; absent where they are the same anyway. */
  readonly runInputs?: ReadonlyMap<string, string> | undefined;
}
