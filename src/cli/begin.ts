import type { Earlier } from '../engine/kept-result.ts';
import type { PortValues } from '../engine/component.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { unknownNode } from '../project/only-node.ts';
import type { FlowTree, GivenParameters } from '../project/flow-tree.ts';
import type { OpenedProject } from '../project/projects.ts';
import type { KeptFingerprints } from '../project/kept-fingerprints.ts';
import type { EarlierRun } from '../project/take-up.ts';
import type { OutputFormat } from './run-reporters.ts';
import { tellTaken } from './tell-taken.ts';
import type { Terminal } from './terminal.ts';

/** With what a run begins that goes on with an earlier one, or takes up results of one. */
export interface Begin extends EarlierRun {
  readonly id: string;
  /** It is the same run that goes on; without it a new one takes up results. */
  readonly resumes: boolean;
  /** The node from which all works again. */
  readonly from?: string;
  /** What is known in place of its fingerprints. */
  readonly saved?: KeptFingerprints;
  /** What flags give is stronger. */
  readonly parameters: GivenParameters;
  readonly inputs: PortValues;
  /** The number of the next event of a run that goes on. */
  readonly next: number;
  /** Nothing is run, only what would be kept is shown. */
  readonly dryRun: boolean;
}

/** What a run takes up, as the engine and the store need it. */
export interface Taking {
  readonly earlier: Earlier;
  /** The run that goes on, and the keys of its results that hold no longer. */
  readonly resume:
    { readonly id: string; readonly forget: readonly string[]; readonly next: number } | undefined;
}

/** The run that is about to begin. */
interface ToRun {
  readonly plan: Plan;
  readonly tree: FlowTree;
  readonly opened: OpenedProject;
  readonly inputs: PortValues;
  readonly output: OutputFormat;
  readonly secrets: readonly string[];
}

/** Decides what is kept of an earlier run, and says so. Throws UsageError for a node that there is not. */
export async function takeUpEarlier(
  begin: Begin,
  { plan, tree, opened, inputs, output, secrets }: ToRun,
  terminal: Terminal,
): Promise<Taking> {
  const [{ takeUp }, { fingerprintsOf }, { fingerprintsThen }] = await Promise.all([
    import('../project/take-up.ts'),
    import('../project/fingerprints.ts'),
    import('../project/kept-fingerprints.ts'),
  ]);
  if (begin.from !== undefined && !plan.index.has(begin.from))
    throw unknownNode(plan.flow, begin.from);
  const now = await fingerprintsOf(tree, plan, opened, inputs);
  const { from, resumes } = begin;
  const fingerprints = begin.saved
    ? await fingerprintsThen(begin.saved, { tree, plan, opened })
    : begin.fingerprints;
  const taken = takeUp({ ...begin, fingerprints }, { tree, plan, now, from, resumes });
  tellTaken(begin, taken, { output, secrets }, terminal);
  return {
    earlier: taken.earlier,
    resume: begin.resumes ? { id: begin.id, forget: taken.dropped, next: begin.next } : undefined,
  };
}
