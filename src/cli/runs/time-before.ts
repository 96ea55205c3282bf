import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** The time that a flag means: so long before now (`90s`, `30m`, `12h`, `7d`, `2w`), or a date. Throws UsageError. */
export function timeBefore(flag: string, text: string, now = Date.now()): Date {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text) ?? [];
  const date = unit
    ? new Date(now - Number(number) * units[unit as keyof typeof units])
    : new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00` : text);
  // Anything that merely begins like a year is taken for a date otherwise.
  if ((unit || /^\d{4}-\d\d-\d\d/.test(text)) && !Number.isNaN(date.getTime())) return date;
  throw new UsageError(message('flag-time', { flag, value: text }));
}
