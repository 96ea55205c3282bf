import { parseJson } from '../flow/json.ts';
import { isObject, toJson, type Value } from '../flow/value.ts';

/**
 * A text of server-sent events as values, one for each: JSON data as the value that it is, other data as a text, and what has
 * another form (comments, named events, one that is cut off) as `{raw: …}`, as it stands.
 */
export function readEvents(text: string): Value[] {
  const events: Value[] = [];
  let rest = text;
  while (rest !== '') {
    const end = /\r?\n\r?\n/.exec(rest);
    const length = end ? end.index + end[0].length : rest.length;
    const block = rest.slice(0, length);
    rest = rest.slice(length);
    events.push(readEvent(block, end !== null));
  }
  return events;
}

/** The pieces of the stream again, one for each event. Throws nothing. */
export function writeEvents(events: readonly Value[]): string[] {
  return events.map(writeEvent);
}

function readEvent(block: string, whole: boolean): Value {
  const data = whole ? /^data: ?([^\r\n]*)\r?\n\r?\n$/.exec(block)?.[1] : undefined;
  if (data === undefined) return { raw: block };
  const value = parseJson(data);
  // As it is written, so will it be again; otherwise the text itself must do.
  const event =
    value !== undefined && typeof value !== 'string' && isExact(value, data) ? value : data;
  return isObject(event) && 'raw' in event ? { raw: block } : event;
}

function writeEvent(event: Value): string {
  if (isObject(event) && typeof event.raw === 'string') return event.raw;
  return `data: ${typeof event === 'string' ? event : toJson(event)}\n\n`;
}

/** Whether a JSON text says no more than its value: no number whose form gets lost, no key twice. */
export function isExact(value: Value, text: string): boolean {
  return skeleton(toJson(value)) === skeleton(text);
}

/** A JSON text without what stands in its texts and between its parts. */
function skeleton(json: string): string {
  return json.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|\s+/g, (part) =>
    part.startsWith('"') ? '""' : '',
  );
}
