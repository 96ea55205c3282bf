import type { RunEvent } from '../../engine/run-event.ts';
import { message } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { Gaps } from '../../store/gaps.ts';
import type { RunRecord } from '../../store/run-record.ts';
import { note, type Terminal } from '../terminal.ts';

/** More gaps than these are not told one by one. */
const TOLD = 5;

/**
 * The same events. When they have been gone through for the first time, it is said on stderr where the log is damaged: what is
 * made of them is not made of all.
 */
export class ToldLog implements Iterable<RunEvent> {
  readonly #run: RunRecord;
  readonly #events: Iterable<RunEvent>;
  readonly #terminal: Terminal;
  #isTold = false;

  constructor(run: RunRecord, events: Iterable<RunEvent>, terminal: Terminal) {
    this.#run = run;
    this.#events = events;
    this.#terminal = terminal;
  }

  *[Symbol.iterator](): Generator<RunEvent, undefined> {
    if (this.#isTold) return yield* this.#events as Iterable<RunEvent, undefined>;
    const gaps = new Gaps();
    let last: RunEvent | undefined;
    for (const event of this.#events) {
      gaps.note(event);
      last = event;
      yield event;
    }
    this.#isTold = true;
    tellGaps(this.#run, gaps, last, this.#terminal);
    return undefined;
  }

  /** Goes through them only for what there is to be said. */
  tell(): void {
    const events = this[Symbol.iterator]();
    while (!events.next().done);
  }
}

function tellGaps(
  { id, status, damaged = [] }: RunRecord,
  { found, next }: Gaps,
  last: RunEvent | undefined,
  terminal: Terminal,
): void {
  const short = foreign(id.slice(0, 8));
  if (damaged.length > 0) note(terminal, message('run-damaged/row', { id: short, parts: damaged }));
  const gaps = found.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`));
  const hasEnded = status === 'succeeded' || status === 'failed' || status === 'waiting';
  const isCut = last?.type !== 'run_finished' && last?.type !== 'run_waiting';
  if (hasEnded && isCut) gaps.push(`${next}–`);
  if (gaps.length === 0) return;
  const told = [...gaps.slice(0, TOLD), ...(gaps.length > TOLD ? ['…'] : [])];
  note(terminal, message('run-damaged', { id: short, events: told }));
}
