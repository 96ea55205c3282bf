import { message } from '../../messages/message.ts';
import { secondsOf } from '../../project/time-span.ts';
import { UsageError } from '../../project/usage-error.ts';

/** The time that a flag means: so long before now (`90s`, `30m`, `12h`, `7d`, `2w`), or a date. Throws UsageError. */
export function timeBefore(flag: string, text: string, now = Date.now()): Date {
  const seconds = secondsOf(text);
  const date =
    seconds !== undefined
      ? new Date(now - seconds * 1000)
      : new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00` : text);
  // Anything that merely begins like a year is taken for a date otherwise.
  if ((seconds !== undefined || /^\d{4}-\d\d-\d\d/.test(text)) && !Number.isNaN(date.getTime()))
    return date;
  throw new UsageError(message('flag-time', { flag, value: text }));
}
