import { HttpFailure } from '../http/http-failure.ts';
import type { MessageValues } from '../messages/message.ts';
import { ModelFailure } from '../models/model-failure.ts';
import type { RecordedFailure } from './recorded.ts';

/** A failure of a server or of the way to it; undefined for anything else: that is whoever asked giving up. */
export function failureOf(error: unknown): RecordedFailure | undefined {
  if (error instanceof HttpFailure || error instanceof ModelFailure) {
    const { text, hint, transient } = error;
    return { kind: error instanceof HttpFailure ? 'http' : 'model', text, hint, transient };
  }
  return undefined;
}

/** The same failure once more. */
export function failureFrom({ kind, text, hint, transient }: RecordedFailure): Error {
  const values: MessageValues = { ...text.values, ...hint?.values };
  const options = { transient, ...(hint && { hint: hint.key }) };
  // The reader of cassettes has checked that the keys are those of such failures.
  return kind === 'http'
    ? new HttpFailure(text.key as ConstructorParameters<typeof HttpFailure>[0], values, options)
    : new ModelFailure(text.key as ConstructorParameters<typeof ModelFailure>[0], values, options);
}
