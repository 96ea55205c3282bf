import { isUtf8 } from 'node:buffer';
import { parseJson } from '../flow/json.ts';
import { isObject, objectOf, toJson, type Value } from '../flow/value.ts';
import { readEvents, writeEvents } from './event-stream.ts';
import type { Hider } from './hider.ts';
import type { RecordedBody, RecordedEvent } from './recorded.ts';

/** Longer lists of numbers (a vector) would fill screens. */
const MOST_NUMBERS = 32;

/** A request's body as requests are compared: JSON as its value, else the text. */
export function requestBody(bytes: Uint8Array | undefined, hider: Hider): Value | undefined {
  if (!bytes || bytes.byteLength === 0) return undefined;
  if (!isUtf8(bytes)) return `base64:${Buffer.from(bytes).toString('base64')}`;
  const text = hider.text(Buffer.from(bytes).toString());
  return parseJson(text) ?? text;
}

/** An answer's body in the form that reads best, without secrets. */
export function recordedBody(bytes: Uint8Array, type: string, hider: Hider): RecordedBody {
  if (bytes.byteLength === 0) return { form: 'none' };
  if (!isUtf8(bytes) && !isEvents(type)) {
    return { form: 'base64', text: Buffer.from(bytes).toString('base64') };
  }
  const raw = Buffer.from(bytes).toString();
  if (isEvents(type)) return { form: 'events', events: hiddenEvents(readEvents(raw), hider) };
  const text = hider.text(raw);
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null && isExact(value, text) && !hasVector(value)) {
    return { form: 'json', value };
  }
  return { form: 'text', text };
}

/** What a server sends again, piece by piece. */
export function bodyPieces(body: RecordedBody): Uint8Array[] {
  switch (body.form) {
    case 'none':
      return [];
    case 'json':
      return [Buffer.from(toJson(body.value))];
    case 'text':
      return [Buffer.from(body.text)];
    case 'base64':
      return [Buffer.from(body.text, 'base64')];
    case 'events':
      return writeEvents(body.events).map((piece) => Buffer.from(piece));
  }
}

function isEvents(type: string): boolean {
  return /^text\/event-stream\b/i.test(type.trim());
}

/**
 * A model says a secret a few letters at a time: each text of an event is taken together with those in its place in the
 * others.
 */
function hiddenEvents(events: readonly RecordedEvent[], hider: Hider): readonly RecordedEvent[] {
  const byPlace = new Map<string, string[]>();
  const parsed = events.map((event) => ('data' in event ? parseJson(event.data) : undefined));
  for (const value of parsed) {
    eachText(value ?? null, '', (place, text) => {
      const texts = byPlace.get(place);
      if (texts) texts.push(text);
      else byPlace.set(place, [text]);
      return text;
    });
  }
  const hidden = new Map([...byPlace].map(([place, texts]) => [place, hider.pieces(texts)]));
  const next = new Map<string, number>();
  return events.map((event, n) => {
    if ('raw' in event) return { raw: hider.text(event.raw) };
    const value = eachText(parsed[n] ?? null, '', (place, text) => {
      const at = next.get(place) ?? 0;
      next.set(place, at + 1);
      return hidden.get(place)?.[at] ?? text;
    });
    const before = toJson(parsed[n] ?? null);
    const after = toJson(value);
    return { data: hider.text(after === before ? event.data : after) };
  });
}

/** A value with each text in it replaced. */
function eachText(
  value: Value,
  place: string,
  replace: (place: string, text: string) => string,
): Value {
  if (typeof value === 'string') return replace(place, value);
  if (Array.isArray(value)) {
    return value.map((item: Value, n) => eachText(item, `${place}[${n}]`, replace));
  }
  if (!isObject(value)) return value;
  return objectOf(
    Object.entries(value).map(([key, item]) => [key, eachText(item, `${place}.${key}`, replace)]),
  );
}

function hasVector(value: Value): boolean {
  if (Array.isArray(value)) {
    const list = value as readonly Value[];
    return (list.length > MOST_NUMBERS && typeof list[0] === 'number') || list.some(hasVector);
  }
  return isObject(value) && Object.values(value).some(hasVector);
}

/** Whether a JSON text says no more than its value: no number whose form gets lost, no key twice. */
function isExact(value: Value, text: string): boolean {
  return skeleton(toJson(value)) === skeleton(text);
}

/** A JSON text without what stands in its texts and between its parts. */
function skeleton(json: string): string {
  return json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|\s+/g, (part) =>
    part.startsWith('"') ? '""' : '',
  );
}
