import type { RunEvent } from '../engine/run-event.ts';
import type { Around } from '../engine/shared.ts';
import type { Plan } from '../flow/plan/plan.ts';
import type { Say } from '../messages/message.ts';
import type { TypesOptions } from '../project/components.ts';

/** Makes traces of runs. */
export interface RunTracing extends Pick<TypesOptions, 'intercept' | 'models'> {
  /** A run begins; `secrets` stand in nothing that is traced. */
  run(plan: Plan, secrets: readonly string[], say: Say): TracedRun;
}

/** One run that is traced. */
export interface TracedRun {
  /** Takes an event as soon as it happens. */
  report(event: RunEvent): void;
  /** Takes an event of an earlier session of the run, before those of this one. */
  recall(event: RunEvent): void;
  readonly around: Around;
  close(): void;
}
