import type { Earlier, KeptResult } from '../engine/kept-result.ts';
import type { RunEvent } from '../engine/run-event.ts';
import type { Fingerprints } from '../flow/fingerprint/fingerprint.ts';
import type { FlowNode } from '../flow/flow.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { message, type Message } from '../messages/message.ts';
import type { FlowTree } from './flow-tree.ts';
import { nodeAt, whyChanged } from './why-changed.ts';

/** What is known of a run that was kept. */
export interface EarlierRun {
  readonly results: readonly KeptResult[];
  readonly events: Iterable<RunEvent>;
  /** Of its flow, as it was then; undefined where nothing usable was kept of them. */
  readonly fingerprints: Fingerprints | undefined;
}

/** A node as events name it, and how many results there are of it. */
export interface NodeResults {
  readonly node: string;
  readonly results: number;
}

/** What of an earlier run still holds. */
export interface TakenUp {
  readonly earlier: Earlier;
  /** Nodes whose results are taken up, in the order in which these came about. */
  readonly kept: readonly NodeResults[];
  /** Nodes that had results which can't be taken up, and why; without a reason where they are behind the wanted node. */
  readonly again: readonly (NodeResults & { readonly why: readonly Message[] })[];
  /** Keys of those results. */
  readonly dropped: readonly string[];
}

/** How an earlier run is taken up. */
export interface TakingUp {
  readonly tree: FlowTree;
  readonly plan: Plan;
  /** Of the flow, as it is now. */
  readonly now: Fingerprints;
  /** The node from which all works again. */
  readonly from?: string | undefined;
  /** It is the same run that goes on. */
  readonly resumes: boolean;
}

/**
 * Decides which results of an earlier run a run takes up: those of nodes whose fingerprints are the same, as long as they
 * don't stand behind a node that is to work again.
 */
export function takeUp(
  { results, events, fingerprints: before }: EarlierRun,
  { tree, plan, now, from, resumes }: TakingUp,
): TakenUp {
  const wanted = from === undefined ? new Set<string>() : nodesBehind(plan, from);
  const lost = lostResults(results, tree);
  const behindLost = new Set<string>();
  for (const node of lost.keys()) {
    const outermost = outermostOf(node);
    if (behindLost.has(outermost)) continue;
    for (const one of nodesBehind(plan, outermost)) behindLost.add(one);
  }
  const known = new Map<string, boolean>();
  const isKept = (node: string): boolean => {
    let kept = known.get(node);
    if (kept === undefined) {
      const outermost = outermostOf(node);
      const same = before?.get(node)?.hash;
      const holds = same !== undefined && same === now.get(node)?.hash;
      kept = holds && !wanted.has(outermost) && !behindLost.has(outermost);
      known.set(node, kept);
    }
    return kept;
  };
  const kept = results.filter(({ node }) => isKept(node));
  const dropped = results.filter(({ node }) => !isKept(node));
  const why = (node: string): Message[] => {
    if (!before || wanted.has(outermostOf(node))) return [];
    const changed = whyChanged(node, before, now, tree);
    const again = lost.get(node);
    return changed.length === 0 && again ? [message(`why/${again}`)] : changed;
  };
  return {
    earlier: { results: kept, isKept, ...(resumes && { history: events }) },
    kept: byNode(kept),
    again: byNode(dropped).map((one) => ({ ...one, why: why(one.node) })),
    dropped: dropped.map(({ key }) => key),
  };
}

type Lost = Exclude<KeptResult['again'], 'stream' | undefined>;

/**
 * Nodes that must work again because a secret in what they returned could not be kept, because it can't be read any more, or
 * because what they rest on was changed meanwhile. They may return something else this time, so that nothing holds that came of it.
 */
function lostResults(results: readonly KeptResult[], tree: FlowTree): ReadonlyMap<string, Lost> {
  const lost = new Map<string, Lost>();
  for (const { node, again } of results) {
    if (again === undefined || again === 'stream' || lost.get(node) === 'damaged') continue;
    if (again !== 'secret' || !isPure(nodeAt(node, tree)?.node)) lost.set(node, again);
  }
  return lost;
}

/** It only passes on or puts together what it is given: of the same comes the same, though that can't be kept. */
function isPure(node: FlowNode | undefined): boolean {
  const role = node?.nodeType?.role ?? 'work';
  return node?.type === 'Transform' || (role !== 'work' && role !== 'human');
}

function outermostOf(node: string): string {
  return node.split('/', 1)[0] ?? node;
}

/** A node and all that comes after it, by their ids. */
export function nodesBehind(plan: Plan, id: string): ReadonlySet<string> {
  const start = plan.index.get(id);
  const seen = new Set(start === undefined ? [] : [start]);
  for (const node of seen) {
    const { out = [], controls } = plan.nodes[node] ?? {};
    for (const { to } of out) seen.add(to);
    // A loop that works again begins with its first round.
    for (const inner of controls?.body ?? []) seen.add(inner);
  }
  return new Set([...seen].map((node) => plan.nodes[node]?.id ?? ''));
}

function byNode(results: readonly KeptResult[]): NodeResults[] {
  const counts = new Map<string, number>();
  for (const { node } of results) counts.set(node, (counts.get(node) ?? 0) + 1);
  return [...counts].map(([node, count]) => ({ node, results: count }));
}
