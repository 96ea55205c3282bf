import { SecretMask } from '../engine/secrets.ts';
import { isObject, objectOf, own, type Value } from '../flow/value.ts';
import { isConnectionHeader, isSecretHeader, type HeaderMap } from '../http/request-headers.ts';
import { HIDDEN } from './recorded.ts';
import { hidePlaces, isSecretKey, secretsInHeader } from './secret-places.ts';

/** Say nothing about what is asked, or are different on every machine. */
const dull = new Set([
  'accept',
  'accept-encoding',
  'host',
  'traceparent',
  'tracestate',
  'user-agent',
]);
/** Of an answer of a model's. */
const ofModels = new Set(['content-type', 'location', 'retry-after', 'retry-after-ms']);
/** What a learned secret has at least: shorter texts may be anything. */
const LEAST = 8;

/** Takes secrets out of what is kept: those that are known by value, and what stands where secrets stand. */
export class Hider {
  readonly #secrets = new Set<string>();
  #mask = new SecretMask([]);

  /** Texts that must not be kept. */
  add(secrets: Iterable<string>): void {
    const before = this.#secrets.size;
    for (const secret of secrets) if (!secret.includes(HIDDEN)) this.#secrets.add(secret);
    if (this.#secrets.size > before) this.#mask = new SecretMask([...this.#secrets]);
  }

  isSecret(text: string): boolean {
    return this.#secrets.has(text);
  }

  /** A text without them. What stands where a secret stands is a secret from then on: a token that a login gives. */
  text(text: string): string {
    return this.#mask.text(this.#hidePlaces(text, false));
  }

  /** The same for a text that is all of a body: it may have lines like `password: …`, and be cut off inside of a secret. */
  wholeText(text: string): string {
    return this.#mask.cut(this.#hidePlaces(text, true));
  }

  #hidePlaces(text: string, lines: boolean): string {
    const found: string[] = [];
    // What is known first: a place may seem to end within a secret.
    const hidden = hidePlaces(this.#mask.text(text), lines, (value) => {
      found.push(value);
      return HIDDEN;
    });
    this.#learn(found);
    return hidden;
  }

  #learn(found: readonly string[]): void {
    this.add(found.filter((value) => value.length >= LEAST));
  }

  /** A value without them, also as keys and numbers. */
  value(value: Value): Value {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number' || typeof value === 'bigint') {
      const told = this.#mask.text(String(value));
      return told === String(value) ? value : told;
    }
    if (Array.isArray(value)) return value.map((item: Value) => this.value(item));
    if (!isObject(value)) return value;
    return objectOf(
      Object.entries(value).map(([key, item]) => [
        this.text(key),
        isSecretKey(key, item) ? this.#secretValue(item) : this.value(item),
      ]),
    );
  }

  /** What stands under the key of a secret: all that it holds. */
  #secretValue(value: Value): Value {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
      this.#learn([String(value)]);
      return value === '' ? value : HIDDEN;
    }
    if (Array.isArray(value)) return value.map((item: Value) => this.#secretValue(item));
    if (!isObject(value)) return value;
    // A JSON Schema says what a secret is like.
    if (SCHEMA_TYPES.has(own(value, 'type'))) return this.value(value);
    return objectOf(
      Object.entries(value).map(([key, item]) => [this.text(key), this.#secretValue(item)]),
    );
  }

  /** Bytes that are no UTF-8, without them. */
  bytes(bytes: Uint8Array): Buffer {
    const encoded = [...this.#secrets].flatMap((secret) => {
      const wide = Buffer.from(secret, 'utf16le');
      const all = [Buffer.from(secret), wide, Buffer.from(wide).swap16()];
      return all.map((one) => one.toString('latin1'));
    });
    const mask = new SecretMask(encoded);
    const text = this.#hidePlaces(Buffer.from(bytes).toString('latin1'), true);
    return Buffer.from(mask.cut(this.#mask.cut(text)), 'latin1');
  }

  /** Pieces of one text: a secret may stand in several of them. */
  pieces(pieces: readonly string[]): readonly string[] {
    const alone = pieces.map((piece) => this.#mask.text(piece));
    if (this.#mask.cut(pieces.join('')) === alone.join('')) return alone;
    const told = pieces.map((text) => joined(this.#mask.events({ ...chunk, text })));
    const rest = joined(this.#mask.events({ type: 'stream_end', node: chunk.node }));
    return told.map((text, n) => (n === told.length - 1 ? this.#mask.cut(text + rest) : text));
  }

  /** The headers of a request that are compared: those that say what is asked. */
  requestHeaders(headers: HeaderMap): Map<string, string> {
    const kept = [...headers].filter(
      ([name, value]) =>
        !isConnectionHeader(name) &&
        !isSecretHeader(name) &&
        !dull.has(name) &&
        !(name === 'content-type' && value === 'application/json'),
    );
    this.#learnHeaders(headers);
    return new Map(kept.map(([name, value]) => [name, this.#header(value)]));
  }

  /** The headers of an answer that can make a difference; flows see none of those of a model. */
  responseHeaders(headers: HeaderMap, isModel: boolean): Map<string, string> {
    const kept = [...headers].filter(([name]) =>
      isModel ? ofModels.has(name) : !isConnectionHeader(name) && name !== 'content-encoding',
    );
    this.#learnHeaders(headers);
    return new Map(
      kept.map(([name, value]) => [name, isSecretHeader(name) ? HIDDEN : this.#header(value)]),
    );
  }

  #learnHeaders(headers: HeaderMap): void {
    const secret = [...headers].filter(([name]) => isSecretHeader(name));
    this.#learn(secret.flatMap(([name, value]) => secretsInHeader(name, value)));
  }

  #header(value: string): string {
    const [, kind, token] = /^(Bearer|Basic)\s+(\S+)$/i.exec(value) ?? [];
    if (kind === undefined || token === undefined) return this.text(value);
    this.#learn([token]);
    return `${kind} ${HIDDEN}`;
  }
}

const SCHEMA_TYPES: ReadonlySet<Value | undefined> = new Set<Value>([
  ...['string', 'object', 'array', 'number', 'integer', 'boolean', 'null'],
]);

const chunk = { type: 'stream_chunk', node: 'x', text: '' } as const;

function joined(events: readonly { readonly type: string }[]): string {
  return events.map((event) => ('text' in event ? String(event.text) : '')).join('');
}
