import { message, type Say } from '../../messages/message.ts';

/** A stretch of time in milliseconds: `12 ms`, `0.4 s`, `1 m 05 s`, `2 h 03 m`. */
export function duration(ms: number, say: Say): string {
  const time = Math.max(0, ms);
  if (time < 99.5) return say(message('report/milliseconds', { n: Math.round(time) }));
  if (time < 59_950) return say(message('report/seconds', { n: (time / 1000).toFixed(1) }));
  const seconds = Math.round(time / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say(message('report/minutes', { m: minutes, s: two(seconds % 60) }));
  const h = count(Math.floor(minutes / 60));
  return say(message('report/hours', { h, m: two(minutes % 60) }));
}

/** The same in whole tenths of a second, for a column of times: `0.0 s`, `12.3 s`, `1 m 05 s`. */
export function sinceStart(ms: number, say: Say): string {
  if (ms >= 59_950) return duration(ms, say);
  return say(message('report/seconds', { n: (Math.max(0, ms) / 1000).toFixed(1) }));
}

/** Time that is only guessed, in milliseconds: `8 s`, `1 m 05 s`. */
export function roughly(ms: number, say: Say): string {
  if (ms >= 59_500) return duration(ms, say);
  return say(message('report/seconds', { n: Math.ceil(Math.max(0, ms) / 1000) }));
}

/** How often in a second: `1,250/s`, `2.5/s`; what takes longer than a second, in a minute: `24/min`. */
export function rate(perSecond: number, say: Say): string {
  if (perSecond < 0.95) {
    const perMinute = perSecond * 60;
    return say(message('report/per-minute', { n: perMinute.toFixed(perMinute < 9.95 ? 1 : 0) }));
  }
  const n = perSecond < 9.95 ? perSecond.toFixed(1) : count(Math.round(perSecond));
  return say(message('report/per-second', { n }));
}

/** A whole number with its thousands apart: `1,250`. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A share of one as whole percent, 100 only when all is done. */
export function percent(done: number, total: number): number {
  if (total <= 0) return 100;
  return Math.max(0, Math.min(done >= total ? 100 : 99, Math.floor((done / total) * 100)));
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
