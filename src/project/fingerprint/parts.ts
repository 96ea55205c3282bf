import type { Ground } from './grounds.ts';

/** What a node rests on outside of its flow: short texts by the names of parts, and the files that were read for them. */
export class Parts extends Map<string, string> {
  readonly grounds: Ground[] = [];

  /** Takes over what another one has. */
  addAll(others: Parts): void {
    for (const [name, text] of others) this.set(name, text);
    this.grounds.push(...others.grounds);
  }
}
