import type { Message } from '../messages/message.ts';

/** What was asked for can't be made: a bad name, an unknown type. The command was called wrongly. */
export class ScaffoldProblem extends Error {
  override name = 'ScaffoldProblem';
  readonly text: Message;
  /** What to do instead. */
  readonly hint: Message | undefined;
  constructor(text: Message, hint?: Message) {
    super(text.key);
    this.text = text;
    this.hint = hint;
  }
}
