import { notRecorded } from '../exchanges/drift.ts';
import { message } from '../messages/message.ts';
import type { ExchangeReport } from '../project/exchanged-run.ts';
import type { FlowTest } from './flow-test.ts';
import type { Failure } from './judge.ts';

/** What a test has asked of servers although its cassette holds no such request. */
export function driftFailures({ location }: FlowTest, { cassette }: ExchangeReport): Failure[] {
  if (!cassette) return [];
  return cassette.drifts.map((drift) => {
    const [key, values = {}, options] = notRecorded(drift, cassette.file, cassette.exists);
    return {
      about: drift.node ?? '',
      message: message(key, values),
      location,
      code: 'http-not-recorded',
      ...(options?.hint && { hint: message(options.hint, values) }),
    };
  });
}
