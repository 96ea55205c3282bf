/** An event as a server sends it (HTML standard, 9.2.6: server-sent events). */
export interface ServerEvent {
  /** What kind it is; empty where it does not say. */
  readonly event: string;
  readonly data: string;
}

/** Reads server-sent events from pieces of text; its work grows with the text and not with the length of its lines. */
export class ServerEvents {
  /** The line that has no end yet. */
  #line: string[] = [];
  #afterReturn = false;
  #event = '';
  #data: string[] = [];

  /** The events that a piece brings to their end. */
  *take(text: string): Generator<ServerEvent> {
    if (text === '') return;
    // A line may end with two characters that come apart.
    const from = this.#afterReturn && text.startsWith('\n') ? 1 : 0;
    this.#afterReturn = text.endsWith('\r');
    const lines = text.slice(from).split(/\r\n?|\n/);
    const last = lines.pop() ?? '';
    for (const line of lines) {
      this.#line.push(line);
      const event = this.#read(this.#line.join(''));
      this.#line = [];
      if (event) yield event;
    }
    if (last !== '') this.#line.push(last);
  }

  /** The text has ended: many servers leave the last blank line out. */
  *end(): Generator<ServerEvent> {
    for (const line of [this.#line.join(''), '']) {
      const event = this.#read(line);
      if (event) yield event;
    }
  }

  #read(line: string): ServerEvent | undefined {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
    return undefined;
  }

  #dispatch(): ServerEvent | undefined {
    const [event, data] = [this.#event, this.#data];
    this.#event = '';
    this.#data = [];
    return data.length > 0 ? { event, data: data.join('\n') } : undefined;
  }
}
