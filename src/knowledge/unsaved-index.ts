import { message, type Message } from '../messages/message.ts';

/** That an index was made, but can't be kept: whoever searches needn't know, whoever only wanted the index must. */
export class UnsavedIndex extends Error {
  override name = 'UnsavedIndex';
  readonly text: Message;
  /** `folder`: where it should lie. */
  constructor(base: string, folder: string, cause: unknown) {
    super(`The index of ${base} can't be kept.`, { cause });
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.text = message('knowledge-unsaved', { name: base, folder, reason });
  }
}
