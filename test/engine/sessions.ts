import type { KeptResult } from '../../src/engine/kept-result.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import type { ValueObject } from '../../src/flow/value.ts';
import { startYaml, type Ended, type StageOptions } from './harness.ts';

/** What a store has of a run: events, and results right behind the events that tell them. */
export type Entry = { readonly event: RunEvent } | { readonly kept: KeptResult };

/** A session of a run, and all that is kept of it and those before. */
export interface Session {
  readonly ended: Ended;
  readonly entries: readonly Entry[];
}

/** Runs a flow to its end as a session that goes on after what is kept of earlier ones. */
export async function session(
  text: string,
  options: StageOptions,
  before: readonly Entry[] = [],
): Promise<Session> {
  const entries = [...before];
  const history = eventsOf(before);
  const ended = await startYaml(text, {
    ...options,
    keep: (kept) => entries.push({ kept }),
    onEvent: (event) => {
      entries.push({ event });
      options.onEvent?.(event);
    },
    ...(before.length > 0 && {
      earlier: { results: resultsOf(before), history, isKept: () => true },
    }),
  }).ended;
  return { ended, entries };
}

export function eventsOf(entries: readonly Entry[]): RunEvent[] {
  return entries.flatMap((entry) => ('event' in entry ? [entry.event] : []));
}

/** Results with the outputs that their events tell. */
export function resultsOf(entries: readonly Entry[]): KeptResult[] {
  const outputs = new Map<number, ValueObject>();
  for (const event of eventsOf(entries)) {
    if (event.type === 'node_finished') outputs.set(event.seq, event.outputs);
  }
  return entries.flatMap((entry) => {
    if ('event' in entry) return [];
    const { kept } = entry;
    const told = kept.seq === undefined ? undefined : outputs.get(kept.seq);
    return [told && !kept.again ? { ...kept, outputs: told } : kept];
  });
}

/** What is kept when the process dies after so many entries; a result and the event that tells it are one. */
export function cut(entries: readonly Entry[], after: number): Entry[] {
  const next = entries[after];
  return entries.slice(0, next && 'kept' in next ? after + 1 : after);
}
