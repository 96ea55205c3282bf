import { SecretMask } from '../engine/secrets.ts';
import { isConnectionHeader, isSecretHeader, type HeaderMap } from '../http/request-headers.ts';
import { HIDDEN } from './recorded.ts';

const KEY =
  '(?:[\\w-]*(?:api|access|private|client|secret)[_-]?key|apikey|[\\w-]*(?:password|passwd|secret)|(?:access|refresh|id|auth|session|bearer)[_-]?token|authorization|credentials?)';
/** `"access_token": "…"`, also inside a JSON text that is itself a text. */
const IN_JSON = new RegExp(
  `((\\\\*)"${KEY}\\2"\\s*:\\s*\\2")((?:(?!\\2")(?:\\\\.|[^\\n\\\\]))+)(?=\\2")`,
  'gi',
);
const TOKEN_IN_JSON = /("token"\s*:\s*")([^"\\\s]{16,})(?=")/gi;
/** `api_key=…` in a query or a form. */
const IN_FORM = new RegExp(`((?:^|[?&])(?:${KEY}|key|token|sig|signature)=)([^&#\\s"]+)`, 'gi');
/** Say nothing about what is asked, or are different on every machine. */
const dull = new Set(['accept', 'accept-encoding', 'host', 'user-agent']);
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
    for (const secret of secrets) if (secret !== HIDDEN) this.#secrets.add(secret);
    if (this.#secrets.size > before) this.#mask = new SecretMask([...this.#secrets]);
  }

  isSecret(text: string): boolean {
    return this.#secrets.has(text);
  }

  /** A text without them. What stands where a secret stands is a secret from then on: a token that a login gives. */
  text(text: string): string {
    const found: string[] = [];
    const hide = (before: string, value: string): string => {
      if (value === HIDDEN) return before + value;
      if (value.length >= LEAST) found.push(value);
      return before + HIDDEN;
    };
    const hidden = text
      .replace(IN_JSON, (_, before: string, _slashes: string, value: string) => hide(before, value))
      .replace(TOKEN_IN_JSON, (_, before: string, value: string) => hide(before, value))
      .replace(IN_FORM, (_, before: string, value: string) => hide(before, value));
    this.add(found);
    return this.#mask.text(hidden);
  }

  /** Pieces of one text: a secret may stand in several of them. */
  pieces(pieces: readonly string[]): readonly string[] {
    const alone = pieces.map((piece) => this.#mask.text(piece));
    if (this.#mask.text(pieces.join('')) === alone.join('')) return alone;
    const told = pieces.map((text) => joined(this.#mask.events({ ...chunk, text })));
    const rest = joined(this.#mask.events({ type: 'stream_end', node: chunk.node }));
    return told.map((text, n) => (n === told.length - 1 ? text + rest : text));
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
    return new Map(kept.map(([name, value]) => [name, this.text(value)]));
  }

  /** The headers of an answer that can make a difference; flows see none of those of a model. */
  responseHeaders(headers: HeaderMap, isModel: boolean): Map<string, string> {
    const kept = [...headers].filter(([name]) =>
      isModel ? ofModels.has(name) : !isConnectionHeader(name) && name !== 'content-encoding',
    );
    return new Map(
      kept.map(([name, value]) => [name, isSecretHeader(name) ? HIDDEN : this.text(value)]),
    );
  }
}

const chunk = { type: 'stream_chunk', node: 'x', text: '' } as const;

function joined(events: readonly { readonly type: string }[]): string {
  return events.map((event) => ('text' in event ? String(event.text) : '')).join('');
}
