import { parseJson } from '../../flow/json.ts';
import type { Value } from '../../flow/value.ts';
import type { DoorResponse } from '../../http/door-request.ts';
import { HttpFailure } from '../../http/http-failure.ts';
import { shownUrl } from '../../http/target.ts';

export const bodyForms = ['auto', 'json', 'text', 'base64'] as const;
export type BodyForm = (typeof bodyForms)[number];

/** Nobody writes JSON this deep, and whoever walks it further on must not run out of stack. */
const MAX_DEPTH = 500;
const EXCERPT = 200;

/**
 * An answer's body as a value: JSON parsed, text decoded, anything else as base64. `auto` goes by the content type.
 * Throws {@link HttpFailure} `http-body`.
 */
export function bodyValue(response: DoorResponse, form: BodyForm): Value {
  const type = contentType(response);
  switch (form === 'auto' ? formOf(type.name, type.charset, response.body) : form) {
    case 'json':
      return jsonValue(response, form === 'json');
    case 'text':
      return bodyText(response);
    case 'auto':
    case 'base64':
      return Buffer.from(response.body).toString('base64');
  }
}

/** The beginning of an answer that is text, for a message; empty for anything else. */
export function excerpt(response: DoorResponse, length: number): string {
  const { name, charset } = contentType(response);
  if (formOf(name, charset, response.body) === 'base64') return '';
  const text = decode(response.body, charset ?? 'utf-8') ?? decode(response.body, 'utf-8') ?? '';
  return text.trim().slice(0, length);
}

/** An excerpt on one line. */
export function briefly(response: DoorResponse): string {
  const text = excerpt(response, EXCERPT + 1).replace(/[\s\p{C}]+/gu, ' ');
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
}

function contentType({ headers }: DoorResponse): { name: string; charset: string | undefined } {
  const text = headers.get('content-type') ?? '';
  const [, charset] = /;\s*charset\s*=\s*"?([^\s;",]+)/i.exec(text) ?? [];
  return { name: (text.split(/[;,]/, 1)[0] ?? '').trim().toLowerCase(), charset };
}

function formOf(type: string, charset: string | undefined, body: Uint8Array): BodyForm {
  if (/^(application|text)\/([^/]+\+)?json$/.test(type)) return 'json';
  if (charset !== undefined || /^text\/|[/+](xml|javascript|yaml|x-yaml|sql|graphql)$/.test(type)) {
    return 'text';
  }
  if (/^application\/(x-ndjson|x-www-form-urlencoded|jsonl?|json-seq)$/.test(type)) return 'text';
  return type === '' && !body.includes(0) && decode(body, 'utf-8', true) !== undefined
    ? 'text'
    : 'base64';
}

function jsonValue(response: DoorResponse, asked: boolean): Value {
  const text = bodyText(response);
  const url = shownUrl(new URL(response.url));
  if (text.trim() === '') {
    if (!asked || response.status === 204) return null;
    throw new HttpFailure('http-body/empty', { url });
  }
  if (isDeep(text)) throw new HttpFailure('http-body/depth', { url, limit: MAX_DEPTH });
  const value = parseJson(text);
  if (value !== undefined) return value;
  const values = { url, body: briefly(response) };
  throw new HttpFailure('http-body/json', values, { hint: 'http-body/hint' });
}

/** A body's text in its charset; without one UTF-8, else GB18030, which is what unlabelled Chinese text mostly is. */
function bodyText(response: DoorResponse): string {
  const { body } = response;
  const { charset } = contentType(response);
  if (charset === undefined) {
    const text = decode(body, 'utf-8', true) ?? decode(body, 'gb18030', true);
    return text ?? decode(body, 'utf-8') ?? '';
  }
  const text = decode(body, charset);
  if (text !== undefined) return text;
  const url = shownUrl(new URL(response.url));
  throw new HttpFailure('http-body/charset', { url, charset: charset.slice(0, 40) });
}

/** Undefined for an unknown charset, and with `strict` for bytes that are not in it. */
function decode(body: Uint8Array, charset: string, strict = false): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: strict }).decode(body);
  } catch {
    return undefined;
  }
}

/** Whether brackets nest too deep, seen without parsing. */
function isDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}
