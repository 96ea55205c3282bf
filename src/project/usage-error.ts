import type { Message } from '../messages/message.ts';

/** The command was called in a way that can't work: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
  readonly text: Message;
  /** What to do instead. */
  readonly hint: Message | undefined;
  constructor(text: Message, hint?: Message) {
    super(text.key);
    this.text = text;
    this.hint = hint;
  }
}
