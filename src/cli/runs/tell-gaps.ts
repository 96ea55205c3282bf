import type { RunEvent } from '../../engine/run-event.ts';
import { message } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import type { RunRecord } from '../../store/run-record.ts';
import { gapsIn } from '../../store/run-log.ts';
import { note, type Terminal } from '../terminal.ts';

/** More gaps than these are not told one by one. */
const TOLD = 5;

/** Says on stderr where the log of a run is damaged: what is shown of it is not all. */
export function tellGaps(
  { id, status }: RunRecord,
  events: readonly RunEvent[],
  terminal: Terminal,
): void {
  const gaps = gapsIn(events).map(([first, last]) =>
    first === last ? String(first) : `${first}–${last}`,
  );
  const last = events.at(-1);
  const hasEnded = status === 'succeeded' || status === 'failed' || status === 'waiting';
  const isCut = last?.type !== 'run_finished' && last?.type !== 'run_waiting';
  if (hasEnded && isCut) gaps.push(`${(last?.seq ?? -1) + 1}–`);
  if (gaps.length === 0) return;
  const told = [...gaps.slice(0, TOLD), ...(gaps.length > TOLD ? ['…'] : [])];
  note(terminal, message('run-damaged', { id: foreign(id.slice(0, 8)), events: told }));
}
