import type { RecordedEvent } from './recorded.ts';

/** The server-sent events of a text. */
export function readEvents(text: string): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  const ends = /\r?\n\r?\n/g;
  for (let at = 0; at < text.length; at = ends.lastIndex) {
    const end = ends.exec(text);
    if (!end) return [...events, { raw: text.slice(at) }];
    const block = text.slice(at, ends.lastIndex);
    const data = /^data: ([^\r\n]*)\n\n$/.exec(block)?.[1];
    events.push(data === undefined ? { raw: block } : { data });
  }
  return events;
}

/** The text again, in pieces: one for each event. */
export function writeEvents(events: readonly RecordedEvent[]): string[] {
  return events.map((event) => ('raw' in event ? event.raw : `data: ${event.data}\n\n`));
}
