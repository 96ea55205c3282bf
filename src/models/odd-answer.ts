import type { MessageKey } from '../messages/message.ts';

/** An answer that no compatible API gives. */
export class OddAnswer extends Error {
  override name = 'OddAnswer';
  /** What it is, as the end of a sentence. */
  readonly found: MessageKey;

  constructor(found: MessageKey & `model-protocol/${string}`) {
    super(found);
    this.found = found;
  }
}
