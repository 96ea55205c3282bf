import type { Earlier } from '../engine/kept-result.ts';
import type { PortValues } from '../engine/component.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { message } from '../messages/message.ts';
import { unknownNode } from '../project/only-node.ts';
import type { FlowTree, GivenParameters } from '../project/flow-tree.ts';
import type { OpenedProject } from '../project/projects.ts';
import type { EarlierRun, TakenUp } from '../project/take-up.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { note, type Terminal } from './terminal.ts';

/** With what a run begins that goes on with an earlier one, or takes up results of one. */
export interface Begin extends EarlierRun {
  readonly id: string;
  /** It is the same run that goes on; without it a new one takes up results. */
  readonly resumes: boolean;
  /** The node from which all works again. */
  readonly from?: string;
  /** What flags give is stronger. */
  readonly parameters: GivenParameters;
  readonly inputs: PortValues;
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

/** So many nodes are told of one by one. */
const LISTED = 20;

/** The run that is about to begin. */
interface ToRun {
  readonly plan: Plan;
  readonly tree: FlowTree;
  readonly opened: OpenedProject;
  readonly inputs: PortValues;
}

/** Decides what is kept of an earlier run, and says so. Throws UsageError for a node that there is not. */
export async function takeUpEarlier(
  begin: Begin,
  { plan, tree, opened, inputs }: ToRun,
  terminal: Terminal,
): Promise<Taking> {
  const [{ nodesBehind, takeUp }, { fingerprintsOf }] = await Promise.all([
    import('../project/take-up.ts'),
    import('../project/fingerprints.ts'),
  ]);
  if (begin.from !== undefined && !plan.index.has(begin.from))
    throw unknownNode(plan.flow, begin.from);
  const now = await fingerprintsOf(tree, plan, opened, inputs);
  const behind = begin.from === undefined ? new Set<string>() : nodesBehind(plan, begin.from);
  const taken = takeUp(begin, now, tree, { behind, resumes: begin.resumes });
  tell(begin, taken, terminal);
  const next = (begin.events.at(-1)?.seq ?? -1) + 1;
  return {
    earlier: taken.earlier,
    resume: begin.resumes ? { id: begin.id, forget: taken.dropped, next } : undefined,
  };
}

function tell({ id, resumes }: Begin, { kept, again }: TakenUp, terminal: Terminal): void {
  const { say } = terminal;
  const key = resumes ? 'resume/kept' : 'resume/taken';
  const names = kept.slice(0, LISTED).map(foreign);
  const shown = kept.length > LISTED ? [...names, '…'] : names;
  const values = { id: foreign(id.slice(0, 8)), n: kept.length, nodes: shown };
  note(terminal, message(kept.length > 0 ? key : `${key}-nothing`, values));
  for (const { node, why } of again.slice(0, LISTED)) {
    const reasons = why.map((reason) => foreign(say(reason)));
    const text = reasons.length > 0 ? 'resume/again' : 'resume/again-behind';
    note(terminal, message(text, { node: foreign(node), reasons }));
  }
  if (again.length > LISTED) note(terminal, message('resume/more', { n: again.length - LISTED }));
}
