import { isObject, objectOf, type Value } from '../flow/value.ts';
import type { RunEventBody } from './run-event.ts';

const MASK = '******';
/** Shorter values are too common in ordinary text to be masked. */
const MIN_LENGTH = 8;

/**
 * Takes the secret values out of all that a run tells. A stream is cut into chunks anywhere, so its text is held back
 * while it could be the beginning of a secret.
 */
export class SecretMask {
  readonly #secrets: readonly string[];
  readonly #pattern: RegExp | undefined;
  readonly #held = new Map<string, string>();

  constructor(secrets: readonly string[]) {
    // A secret inside a JSON text stands there escaped.
    const forms = secrets.flatMap((s) => [s, JSON.stringify(s).slice(1, -1)]);
    this.#secrets = [...new Set(forms)]
      .filter((s) => s.length >= MIN_LENGTH)
      .sort((a, b) => b.length - a.length);
    if (this.#secrets.length === 0) return;
    const alternatives = this.#secrets.map((s) => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    this.#pattern = new RegExp(alternatives.join('|'), 'g');
  }

  /** Whether there is anything to mask. */
  get active(): boolean {
    return this.#pattern !== undefined;
  }

  text(text: string): string {
    return this.#pattern ? text.replace(this.#pattern, MASK) : text;
  }

  /** The events to tell instead of one: the same, masked; for a stream's chunk perhaps none, at its end perhaps two. */
  events(event: RunEventBody): RunEventBody[] {
    if (!this.#pattern) return [event];
    if (event.type === 'stream_chunk') {
      const { node, iteration = [] } = event;
      const key = [node, ...iteration].join(' ');
      const text = this.text((this.#held.get(key) ?? '') + event.text);
      const keep = this.#tail(text);
      this.#held.set(key, text.slice(text.length - keep));
      return keep === text.length ? [] : [{ ...event, text: text.slice(0, text.length - keep) }];
    }
    if (event.type === 'stream_end' || event.type === 'stream_error') {
      const { node, iteration = [] } = event;
      const key = [node, ...iteration].join(' ');
      const held = this.#held.get(key);
      this.#held.delete(key);
      const masked = this.#deep(event as unknown as Value) as unknown as RunEventBody;
      if (!held || event.type === 'stream_error') return [masked];
      const ref = event.iteration ? { node, iteration } : { node };
      return [{ type: 'stream_chunk', ...ref, text: held }, masked];
    }
    return [this.#deep(event as unknown as Value) as unknown as RunEventBody];
  }

  /** How many characters at the end of a text could begin a secret. */
  #tail(text: string): number {
    let longest = 0;
    for (const secret of this.#secrets) {
      for (let n = Math.min(secret.length - 1, text.length); n > longest; n--) {
        if (text.endsWith(secret.slice(0, n))) longest = n;
      }
    }
    return longest;
  }

  #deep(value: Value): Value {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((v: Value) => this.#deep(v));
    if (isObject(value)) {
      return objectOf(Object.entries(value).map(([k, v]) => [this.text(k), this.#deep(v)]));
    }
    return value;
  }
}
