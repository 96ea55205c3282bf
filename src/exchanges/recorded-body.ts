import { isUtf8 } from 'node:buffer';
import { parseJson } from '../flow/json.ts';
import { isObject, toJson, type Value } from '../flow/value.ts';
import { readEvents, writeEvents } from './event-stream.ts';
import { hiddenPieces, hiddenValues } from './hidden-stream.ts';
import type { Hider } from './hider.ts';
import type { RecordedBody, RecordedEvent } from './recorded.ts';

/** Longer lists of numbers (a vector) would fill screens. */
const MOST_NUMBERS = 32;
/** The data of a line of an event, without its name and the line's end. */
const DATA_LINE = /(?<=^data:(?: |(?! )))([^\r\n]*)/m;

/** A request's body as requests are compared: JSON as its value, else the text. */
export function requestBody(bytes: Uint8Array | undefined, hider: Hider): Value | undefined {
  if (!bytes || bytes.byteLength === 0) return undefined;
  if (!isUtf8(bytes)) return `base64:${hider.bytes(bytes).toString('base64')}`;
  const text = Buffer.from(bytes).toString();
  const value = parseJson(text);
  return value === undefined ? hider.wholeText(text) : hider.value(value);
}

/** An answer's body in the form that reads best, without secrets. */
export function recordedBody(bytes: Uint8Array, type: string, hider: Hider): RecordedBody {
  if (bytes.byteLength === 0) return { form: 'none' };
  if (!isUtf8(bytes) && !isEvents(type)) {
    return { form: 'base64', text: hider.bytes(bytes).toString('base64') };
  }
  const raw = Buffer.from(bytes).toString();
  if (isEvents(type)) return { form: 'events', events: hiddenEvents(readEvents(raw), hider) };
  const value = parseJson(raw);
  if (value === undefined) return { form: 'text', text: hiddenText(raw, hider) };
  // A list may be a stream, too, all of whose pieces are items.
  const hidden = Array.isArray(value) ? hiddenValues(value, hider) : hider.value(value);
  if (typeof value === 'object' && value !== null && isExact(value, raw) && !hasVector(value)) {
    return { form: 'json', value: hidden };
  }
  const after = toJson(hidden);
  return { form: 'text', text: after === toJson(value) ? raw : after };
}

/** A text that is no JSON; where each line of it is, they are the pieces of a stream. */
function hiddenText(text: string, hider: Hider): string {
  const lines = text.split(/(\r?\n)/);
  const first = lines.filter((line) => line.trim() !== '').slice(0, 2);
  const isStream = first.length === 2 && first.every((line) => isObject(parseJson(line) ?? null));
  if (!isStream) return hider.wholeText(text);
  return hiddenPieces(lines, hider).join('');
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

/** The data of all events without secrets, and what else stands in the stream. */
function hiddenEvents(events: readonly RecordedEvent[], hider: Hider): RecordedEvent[] {
  const parts = events.map((event) =>
    'data' in event ? ['', event.data] : event.raw.split(DATA_LINE),
  );
  // What stands between the data of one event, and the data, by turns.
  const data = parts.flatMap((texts) => texts.filter((_, n) => n % 2 === 1));
  const hidden = hiddenPieces(data, hider);
  let at = 0;
  return events.map((event, n) => {
    const texts = (parts[n] ?? []).map((text, place) =>
      place % 2 === 1 ? (hidden[at++] ?? '') : hider.text(text),
    );
    return 'data' in event ? { data: texts.join('') } : { raw: texts.join('') };
  });
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
