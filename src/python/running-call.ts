import { setMaxListeners } from 'node:events';
import type { Value } from '../flow/value.ts';
import { PythonFailure, type CallOptions } from './instance.ts';
import { GRACE, type Answer, type WorkerProcess } from './worker-process.ts';

/** How a call in a process went. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly failure: PythonFailure }
  /** `again`: other calls shared the process and nothing of this one was heard yet, so it may be repeated. */
  | { readonly kind: 'died'; readonly failure: PythonFailure; readonly again: boolean };

/**
 * Runs one request in a process to its end. An abort of the signal asks the call to end (in a `loop` process by a
 * request, else by a signal) and kills the process after the grace. Never rejects.
 */
export function runCall(
  process: WorkerProcess,
  request: Readonly<Record<string, unknown>>,
  options: CallOptions,
  loop: boolean,
): Promise<Outcome> {
  const { signal } = options;
  // Many calls may have one signal; Node takes more than ten listeners for a leak.
  setMaxListeners(0, signal);
  return new Promise((resolve) => {
    let heard = false;
    let grace: NodeJS.Timeout | undefined;
    const end = (outcome: Outcome) => {
      clearTimeout(grace);
      signal.removeEventListener('abort', cancel);
      resolve(outcome);
    };
    const failed = (failure: PythonFailure) =>
      end({ kind: 'failed', failure: signal.aborted ? cancelled() : failure });
    const id = process.ask(request, {
      isCall: true,
      chunk: (value: Value) => {
        heard = true;
        if (!signal.aborted) options.chunk(value);
      },
      log: (level, text) => {
        heard = true;
        options.log(level, text);
      },
      progress: (done, total, text) => options.progress(done, total, text),
      answered: (answer) => end({ kind: 'answered', answer }),
      failed,
      died: (failure, shared) =>
        signal.aborted ? failed(failure) : end({ kind: 'died', failure, again: shared && !heard }),
    });
    const cancel = () => {
      process.cancel(id, loop);
      grace = setTimeout(() => process.kill(), GRACE);
    };
    signal.addEventListener('abort', cancel, { once: true });
  });
}

/** The failure of a call that was cancelled. */
export function cancelled(): PythonFailure {
  return new PythonFailure('cancelled', {});
}
