import { isObject, objectOf, own, type Value } from '../flow/value.ts';
import type { NodeRef, RunEventBody } from './run-event.ts';
import { formsOf, SHORTEST_SECRET, type SecretForm } from './secret-forms.ts';

const MASK = '******';
/** Characters of a pattern: V8 refuses much larger ones when they are used. */
const LARGEST = 50_000;
/** What an event is about; a secret that happens to be such a word must not make it unreadable. */
const FIXED: ReadonlySet<string> = new Set(['type', 'status', 'level']);

/**
 * Takes the secret values out of all that a run tells. A stream is cut into chunks anywhere, so its text is held back
 * while it could be the beginning of a secret: joined, the chunks are masked like the whole text.
 */
export class SecretMask {
  /** The longest first, because one may begin with another. */
  readonly #forms: readonly SecretForm[];
  /** Mostly one. */
  readonly #patterns: readonly RegExp[];
  /** Text of streams that is not told yet, by node and round. */
  readonly #held = new Map<string, string>();

  constructor(secrets: readonly string[]) {
    const long = [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST_SECRET);
    this.#forms = long.flatMap(formsOf).sort((a, b) => b.longest - a.longest);
    this.#patterns = patternsOf(this.#forms);
  }

  /** Whether there is anything to mask. */
  get active(): boolean {
    return this.#patterns.length > 0;
  }

  /** Whether a value has one in it. */
  holds(value: Value): boolean {
    if (!this.active) return false;
    if (typeof value === 'string') return this.#find(value, 0) !== undefined;
    if (Array.isArray(value)) return value.some((v: Value) => this.holds(v));
    return (
      isObject(value) && Object.entries(value).some(([k, v]) => this.holds(k) || this.holds(v))
    );
  }

  text(text: string): string {
    if (!this.active) return text;
    let told = text;
    for (const pattern of this.#patterns) told = told.replace(pattern, MASK);
    return this.#withoutBeginnings(told);
  }

  /** A value without secrets; the same one where there are none in it. */
  value(value: Value): Value {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) {
      const list = value as readonly Value[];
      const items = list.map((item) => this.value(item));
      return items.some((item, n) => item !== list[n]) ? items : list;
    }
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(
      ([key, one]) => [this.text(key), this.value(one)] as const,
    );
    return entries.every(([key, one]) => own(value, key) === one) ? value : objectOf(entries);
  }

  /** A text that may have been cut off at its end, without the beginning of a secret there. */
  cut(text: string): string {
    const told = this.text(text);
    const begin = this.#openFrom(told, Math.max(0, told.length - this.#longest), undefined);
    return begin === undefined || told.length - begin < SHORTEST_SECRET
      ? told
      : told.slice(0, begin) + MASK;
  }

  /** A text that was cut, which “…” says, may end with the beginning of a secret. */
  #withoutBeginnings(text: string): string {
    let told = '';
    let at = 0;
    for (let cut = text.indexOf('…'); cut >= 0; cut = text.indexOf('…', cut + 1)) {
      const begin = this.#openFrom(
        text.slice(0, cut),
        Math.max(at, cut - this.#longest),
        undefined,
      );
      if (begin === undefined || cut - begin < SHORTEST_SECRET) continue;
      told += text.slice(at, begin) + MASK;
      at = cut;
    }
    return told + text.slice(at);
  }

  /** The events to tell instead of one: the same, masked; for a stream's chunk perhaps none, at its end perhaps two. */
  events(event: RunEventBody): RunEventBody[] {
    if (!this.active) return [event];
    switch (event.type) {
      case 'stream_chunk': {
        const key = keyOf(event);
        const [told, held] = this.#split((this.#held.get(key) ?? '') + event.text);
        this.#held.set(key, held);
        return told === '' ? [] : [{ ...event, text: told }];
      }
      case 'stream_end': {
        const held = this.#release(event);
        const rest: RunEventBody = { ...event, type: 'stream_chunk', text: this.text(held) };
        return held === '' ? [event] : [rest, event];
      }
      case 'stream_error':
        this.#release(event);
        return [this.#masked(event)];
      default:
        return [this.#masked(event)];
    }
  }

  #release(ref: NodeRef): string {
    const key = keyOf(ref);
    const held = this.#held.get(key) ?? '';
    this.#held.delete(key);
    return held;
  }

  /** A stream's text: what of it can be told, masked, and what must wait for more. */
  #split(text: string): [told: string, held: string] {
    let told = '';
    let at = 0;
    for (;;) {
      const found = this.#find(text, at);
      const open = this.#openFrom(text, Math.max(at, text.length - this.#longest + 1), found);
      if (open !== undefined) return [told + text.slice(at, open), text.slice(open)];
      if (!found) return [told + text.slice(at), ''];
      told += text.slice(at, found.index) + MASK;
      at = found.index + found.length;
    }
  }

  get #longest(): number {
    return this.#forms[0]?.longest ?? 0;
  }

  #find(text: string, from: number): { index: number; length: number } | undefined {
    let first: { index: number; length: number } | undefined;
    for (const pattern of this.#patterns) {
      pattern.lastIndex = from;
      const found = pattern.exec(text);
      pattern.lastIndex = 0;
      if (found && found.index < (first?.index ?? Infinity))
        first = { index: found.index, length: found[0].length };
    }
    return first;
  }

  /** Where the rest of a text, from before or at a secret that was found, could be the beginning of a longer one. */
  #openFrom(
    text: string,
    from: number,
    found: { index: number; length: number } | undefined,
  ): number | undefined {
    for (let at = from; at < text.length && at <= (found?.index ?? Infinity); at++) {
      if (this.#forms.some((form) => form.isBegunBy(text, at))) return at;
    }
    return undefined;
  }

  #masked(event: RunEventBody): RunEventBody {
    const entries = Object.entries(event) as [string, Value][];
    const masked = entries.map(([key, value]): [string, Value] => [
      key,
      FIXED.has(key) ? value : this.value(value),
    ]);
    return Object.fromEntries(masked) as unknown as RunEventBody;
  }
}

/** As few as there can be. */
function patternsOf(forms: readonly SecretForm[]): RegExp[] {
  const groups: string[][] = [];
  let size = Infinity;
  for (const { pattern } of forms) {
    size += pattern.length;
    if (size > LARGEST) {
      groups.push([]);
      size = pattern.length;
    }
    groups.at(-1)?.push(pattern);
  }
  return groups.map((patterns) => new RegExp(patterns.join('|'), 'g'));
}

/** Ids have no spaces. */
function keyOf({ node, iteration = [] }: NodeRef): string {
  return [node, ...iteration].join(' ');
}
