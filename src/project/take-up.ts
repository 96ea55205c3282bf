import type { Earlier, KeptResult } from '../engine/kept-result.ts';
import type { RunEvent } from '../engine/run-event.ts';
import type { Fingerprints } from '../flow/fingerprint/fingerprint.ts';
import type { Plan } from '../flow/plan/plan.ts';
import type { Message } from '../messages/message.ts';
import type { FlowTree } from './flow-tree.ts';
import { whyChanged } from './why-changed.ts';

/** What is known of a run that was kept. */
export interface EarlierRun {
  readonly results: readonly KeptResult[];
  readonly events: readonly RunEvent[];
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

/**
 * Decides which results of an earlier run a run takes up: those of nodes whose fingerprints are the same, as long as they
 * don't stand behind a node that is to work again. `resumes`: it is the same run that goes on.
 */
export function takeUp(
  { results, events, fingerprints: before }: EarlierRun,
  now: Fingerprints,
  tree: FlowTree,
  { behind, resumes }: { readonly behind: ReadonlySet<string>; readonly resumes: boolean },
): TakenUp {
  const known = new Map<string, boolean>();
  const isKept = (node: string): boolean => {
    let kept = known.get(node);
    if (kept === undefined) {
      const [outermost = node] = node.split('/');
      const same = before?.get(node)?.hash;
      kept = same !== undefined && same === now.get(node)?.hash && !behind.has(outermost);
      known.set(node, kept);
    }
    return kept;
  };
  const kept = results.filter(({ node }) => isKept(node));
  const dropped = results.filter(({ node }) => !isKept(node));
  const why = (node: string): Message[] =>
    before && !behind.has(node.split('/')[0] ?? node) ? whyChanged(node, before, now, tree) : [];
  return {
    earlier: { results: kept, isKept, ...(resumes && { history: events }) },
    kept: byNode(kept),
    again: byNode(dropped).map((one) => ({ ...one, why: why(one.node) })),
    dropped: dropped.map(({ key }) => key),
  };
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
