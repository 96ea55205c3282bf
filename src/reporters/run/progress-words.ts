import { message, type Say } from '../../messages/message.ts';
import { foreign } from '../text/foreign.ts';
import { count, percent, rate, roughly } from '../text/numbers.ts';
import type { Progress } from './node-state.ts';

export interface ProgressWord {
  readonly kind: 'percent' | 'count' | 'items' | 'round' | 'rate' | 'left' | 'message';
  readonly text: string;
}

/** How far something is, in words: `40%`, `400/1,000`, `round 40`, `125/s`, `5 s left`. */
export function progressWords(progress: Progress, now: number, say: Say): ProgressWord[] {
  const { done, total, round, maxRounds, pace } = progress;
  const words: ProgressWord[] = [];
  if (done !== undefined && total !== undefined) {
    words.push({ kind: 'percent', text: `${percent(done, total)}%` });
    words.push({ kind: 'count', text: `${count(done)}/${count(total)}` });
  } else if (done !== undefined) {
    const text = say(message('report/items', { count: done, n: count(done) }));
    words.push({ kind: 'items', text });
  }
  if (round !== undefined) {
    const text =
      total === undefined && maxRounds !== undefined
        ? message('report/round-at-most', { n: count(round), max: count(maxRounds) })
        : message('report/round', { n: count(round) });
    words.push({ kind: 'round', text: say(text) });
  }
  if (pace.perSecond !== undefined) words.push({ kind: 'rate', text: rate(pace.perSecond, say) });
  const remaining = total === undefined ? undefined : pace.remaining(total, now);
  if (remaining !== undefined && remaining > 0) {
    const text = say(message('report/left', { time: roughly(remaining, say) }));
    words.push({ kind: 'left', text });
  }
  if (progress.message !== undefined) {
    words.push({ kind: 'message', text: foreign(progress.message) });
  }
  return words;
}
