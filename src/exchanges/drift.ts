import { printable } from '../diagnostics/printable.ts';
import { showValue } from '../engine/show-value.ts';
import { isObject, type Value } from '../flow/value.ts';
import type { HttpFailure } from '../http/http-failure.ts';
import { message, type Message } from '../messages/message.ts';
import type { Difference } from './differences.ts';
import { shownRequest } from './recorded-request.ts';
import type { RecordedExchange, RecordedRequest } from './recorded.ts';

/** A request that a cassette has no answer to. */
export interface Drift {
  readonly node: string | undefined;
  readonly request: RecordedRequest;
  /** The recorded exchange that is most like it. */
  readonly nearest: RecordedExchange | undefined;
  /** Where it differs from that one; nowhere where it was only asked more often. */
  readonly changes: readonly Difference[];
}

/** Characters of a text that are shown around the place where it changes. */
const AROUND = 30;
/** Further paths that are named. */
const MORE = 4;

/** What the failure of such a request says. `exists`: there is a cassette. */
export function notRecorded(
  drift: Drift,
  file: string,
  exists: boolean,
): ConstructorParameters<typeof HttpFailure> {
  const { request, nearest } = drift;
  const values = { request: shownRequest(request), file };
  if (!exists) {
    return ['http-not-recorded/no-cassette', values, { hint: 'http-not-recorded/record-hint' }];
  }
  const hint = 'http-not-recorded/hint';
  const [first, ...rest] = drift.changes;
  if (!nearest) return ['http-not-recorded/none', values, { hint }];
  if (!first) return ['http-not-recorded/again', values, { hint }];
  const what = change(first);
  const paths = rest.slice(0, MORE).map(({ path }) => printable(path));
  const more = rest.length > MORE ? [...paths, '…'] : paths;
  const key = rest.length === 0 ? 'http-not-recorded' : 'http-not-recorded/several';
  return [key, { ...values, change: what, more }, { hint }];
}

/** A difference in words: `body.top_k was 3, is 5`. */
export function change({ path: where, was, is }: Difference): Message {
  const path = printable(where);
  if (was === undefined) return message('exchange-change/new', { path, is: shown(is) });
  if (is === undefined) return message('exchange-change/gone', { path, was: shown(was) });
  const [before, after] = around(was, is);
  return message('exchange-change', { path, was: before, is: after });
}

/** Both values; of long texts the places where they part. */
function around(was: Value, is: Value): [string, string] {
  if (typeof was !== 'string' || typeof is !== 'string') return [shown(was), shown(is)];
  let at = 0;
  while (at < was.length && was[at] === is[at]) at++;
  const from = at > AROUND * 2 ? at - AROUND : 0;
  const stretch = (text: string): string => {
    const part = showValue(text.slice(from), AROUND * 2 + 2);
    return from > 0 ? `…${part}` : part;
  };
  return [stretch(was), stretch(is)];
}

function shown(value: Value | undefined): string {
  return value === undefined || isObject(value) ? showValue(value ?? null, 40) : showValue(value);
}
