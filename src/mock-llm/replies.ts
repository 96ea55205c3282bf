import type { MockReply } from './script.ts';

/** The replies of a script, and how often each has been used. */
export class Replies {
  readonly #replies: readonly MockReply[];
  readonly #used = new Map<MockReply, number>();

  constructor(replies: readonly MockReply[] = []) {
    this.#replies = replies;
  }

  /** The first reply that fits an input and is not used up; uses it once. */
  take(kind: 'chat' | 'embedding', input: string): MockReply | undefined {
    const found = this.#replies.find((reply) => this.#fits(reply, kind, input));
    if (found) this.#used.set(found, this.#usedOf(found) + 1);
    return found;
  }

  #fits(reply: MockReply, kind: 'chat' | 'embedding', input: string): boolean {
    const { when, times = Infinity } = reply;
    if ((reply.kind ?? 'chat') !== kind || this.#usedOf(reply) >= times) return false;
    if (when === undefined) return true;
    return typeof when === 'string'
      ? input.includes(when)
      : when.some((one) => input.includes(one));
  }

  #usedOf(reply: MockReply): number {
    return this.#used.get(reply) ?? 0;
  }
}
