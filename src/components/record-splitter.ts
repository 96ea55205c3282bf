/** A stretch of a text that holds one item, and the line (from 1) on which it begins. */
export interface RawRecord {
  readonly text: string;
  readonly line: number;
}

/** Longer than any sensible item; a quote that is never closed must not read a whole file into memory. */
const MAX_RECORD = 16 * 1024 * 1024;

/** Thrown by {@link RecordSplitter.push} for a record without end. */
export class RecordTooLong extends Error {
  override name = 'RecordTooLong';
  readonly line: number;
  constructor(line: number) {
    super(`line ${line}`);
    this.line = line;
  }
}

/**
 * Cuts a text that arrives in pieces into records: lines, or with `quoted` lines in which quotes are balanced (CSV
 * fields may hold line breaks). Blank lines between records are passed over. What a record says is not looked at.
 */
export class RecordSplitter {
  readonly #quoted: boolean;
  #rest = '';
  /** How much of the rest has been searched for a line break. */
  #searched = 0;
  #insideQuotes = false;
  #line = 1;
  #linesInRest = 0;

  constructor(quoted: boolean) {
    this.#quoted = quoted;
  }

  /** The records that end in this piece. Throws {@link RecordTooLong}. */
  push(piece: string): RawRecord[] {
    const text = this.#rest + piece;
    const records: RawRecord[] = [];
    let start = 0;
    let lineStart = this.#searched;
    let end = text.indexOf('\n', lineStart);
    let quote = this.#quoted ? text.indexOf('"', lineStart) : -1;
    while (end >= 0) {
      this.#linesInRest++;
      for (; quote >= 0 && quote < end; quote = text.indexOf('"', quote + 1)) {
        this.#insideQuotes = !this.#insideQuotes;
      }
      lineStart = end + 1;
      if (!this.#insideQuotes) {
        this.#take(text.slice(start, end), records);
        start = lineStart;
      }
      end = text.indexOf('\n', lineStart);
    }
    this.#rest = text.slice(start);
    // Quotes are counted by whole lines, so the search goes on where the unfinished line begins.
    this.#searched = lineStart - start;
    if (this.#rest.length > MAX_RECORD) throw new RecordTooLong(this.#line);
    return records;
  }

  /** The record that ends with the text, if there is one. */
  end(): RawRecord[] {
    const records: RawRecord[] = [];
    this.#take(this.#rest, records);
    this.#rest = '';
    return records;
  }

  #take(text: string, records: RawRecord[]): void {
    const record = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (record.trim() !== '') records.push({ text: record, line: this.#line });
    this.#line += this.#linesInRest;
    this.#linesInRest = 0;
  }
}
