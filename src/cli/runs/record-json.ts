import type { RunRecord } from '../../store/run-record.ts';

/** A run as a list of several tells it; how it was begun is for those who look at the one. */
export function recordJson(run: RunRecord): object {
  return { ...run, origin: undefined };
}
