import type { RunError, RunEvent } from '../../engine/run-event.ts';
import { message, type Say } from '../../messages/message.ts';
import { findingLines } from '../diagnostics/finding.ts';
import { foreign } from '../text/foreign.ts';
import type { Theme } from '../text/theme.ts';

/** More failures than these are only counted: they mostly say the same. */
const SHOWN = 5;

/** The failures that end a run, kept until its end, where they are easiest to find. */
export class Failures {
  readonly #errors = new Map<string, RunError>();
  #more = 0;

  /** Notes a failure that nobody handled, and the run's own. */
  note(event: RunEvent): void {
    // That a run was cancelled is what its last line says.
    const said = event.type === 'run_finished' && event.status === 'cancelled';
    if (event.type === 'run_finished' && event.error && !said) this.#add(event.error);
    if (event.type !== 'node_failed' || event.status !== 'failed') return;
    if (event.handled_by === null) this.#add(event.error);
  }

  #add(error: RunError): void {
    // Inside a sub-flow the outer node fails with the inner one's error: that is said once.
    const key = JSON.stringify([error.code, error.message, error.place]);
    if (this.#errors.has(key)) return;
    if (this.#errors.size < SHOWN) this.#errors.set(key, error);
    else this.#more++;
  }

  /** All of them as lines, an empty one before each. */
  lines(say: Say, theme: Theme): string[] {
    const lines = [...this.#errors.values()].flatMap((error) => [
      '',
      ...failure(error, say, theme),
    ]);
    if (this.#more > 0) lines.push('', say(message('report/more-errors', { n: this.#more })));
    return lines;
  }
}

function failure(error: RunError, say: Say, theme: Theme): string[] {
  const { code, place, frame, hint, node } = error;
  return findingLines(
    {
      severity: 'error',
      code,
      message: error.message,
      place,
      frame,
      hint,
      notes: node === null ? [] : [say(message('report/in-node', { node: foreign(node) }))],
    },
    say,
    theme,
  );
}
