import type { RunEvent } from '../engine/run-event.ts';
import { message } from '../messages/message.ts';
import { jsonSizeWithin } from './json-size.ts';
import type { RunEnd } from './live-run.ts';
import { ServiceError } from './service-error.ts';

/** An event as those who follow a run get it; `too_large`: its outputs are left out. */
export type ShownEvent = RunEvent & { readonly too_large?: true };

/**
 * How large a result may be that is sent to somebody: while a large one is written and sent, nobody else is answered. The run
 * itself is none the worse for it.
 */
export class AnswerLimit {
  /** As JSON, about. */
  readonly bytes: number;

  constructor(bytes: number) {
    this.bytes = bytes;
  }

  /** What is said in place of a result that is too large; undefined where it isn't. */
  refusal(run: string, { outputs, isTooLarge }: RunEnd): ServiceError | undefined {
    return isTooLarge || jsonSizeWithin(outputs, this.bytes) > this.bytes
      ? this.tooLarge(run)
      : undefined;
  }

  /** Gives the end back. Throws ServiceError where its result is too large. */
  checked(run: string, end: RunEnd): RunEnd {
    const refusal = this.refusal(run, end);
    if (refusal) throw refusal;
    return end;
  }

  /** An event, without its outputs where they are too large. */
  shown(event: RunEvent): ShownEvent {
    if (event.type !== 'node_finished' && event.type !== 'run_finished') return event;
    // It was not even read.
    if ('too_large' in event) return event as ShownEvent;
    if (jsonSizeWithin(event.outputs, this.bytes) <= this.bytes) return event;
    return { ...event, outputs: {}, too_large: true };
  }

  tooLarge(run: string): ServiceError {
    const values = { run, n: this.bytes };
    return new ServiceError('result-too-large', message('service/result-too-large', values));
  }
}
