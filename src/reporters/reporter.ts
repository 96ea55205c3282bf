import type { Writable } from 'node:stream';
import type { RunEvent } from '../engine/run-event.ts';
import type { Say } from '../messages/message.ts';

/** Tells a person or a script what a run does. */
export interface Reporter {
  /** Takes the next event of the run; never throws and never waits. */
  report(event: RunEvent): void;
  /** Takes an event of an earlier session of the run, before those of this one. */
  recall?(event: RunEvent): void;
  /** Writes what is still to be written and lets go of the terminal. Rejects where the output can't be written. */
  close(): Promise<void>;
  /** While the reader is slower than the run: settles when it has caught up. Who awaits it keeps memory bounded. */
  full?(): Promise<void> | undefined;
}

/** Where a reporter writes: `process.stdout`, `process.stderr`, or a double of a test. */
export type Sink = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** What the reporters for people are given; they touch nothing else of the process. */
export interface ReporterOptions {
  readonly stderr: Sink;
  readonly say: Say;
  /** See `colorSupport`. */
  readonly color: boolean;
  /** See `unicodeSupport`. */
  readonly unicode: boolean;
  /** Milliseconds of any clock that never goes back. */
  now(): number;
}

/** How much a person wants to read: warnings and errors only; what matters; everything. */
export type Level = 'quiet' | 'normal' | 'verbose';

/** Several reporters as one. They are told and closed in order, each of them even when one fails. */
export function allOf(reporters: readonly Reporter[]): Reporter {
  return {
    report: (event) => reporters.forEach((reporter) => reporter.report(event)),
    recall: (event) => reporters.forEach((reporter) => reporter.recall?.(event)),
    full: () => {
      const waits = reporters.flatMap((reporter) => reporter.full?.() ?? []);
      return waits.length === 0 ? undefined : Promise.all(waits).then(() => undefined);
    },
    close: async () => {
      const failures: unknown[] = [];
      for (const reporter of reporters) {
        await reporter.close().catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
