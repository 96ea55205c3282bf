import { Writable } from 'node:stream';
import stringWidth from 'string-width';

const segmenter = new Intl.Segmenter();

/**
 * A terminal that understands what the live view may send: cursor up, erase, carriage return, SGR, and the modes for
 * cursor and wrapping. Anything else is an error, and so is a character beyond the right edge without wrapping.
 */
export class VirtualTerminal extends Writable {
  readonly isTTY = true;
  columns: number;
  rows: number;
  cursorVisible = true;
  /** How many times it was written to. */
  writes = 0;
  raw = '';
  /** What went over the top of the screen. */
  readonly scrolled: string[] = [];
  /** Characters that did not fit while wrapping was off. */
  cutOff = 0;
  #screen: string[][] = [[]];
  #row = 0;
  #column = 0;
  #wrap = true;

  constructor(columns: number, rows: number) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
  }

  override _write(chunk: string, _: BufferEncoding, done: (error?: Error) => void): void {
    this.writes++;
    this.raw += chunk;
    this.#feed(chunk);
    done();
  }

  /** The lines on the screen, without what is empty at the end. */
  get screen(): string[] {
    const lines = this.#screen.map((line) => line.join('').trimEnd());
    while (lines.length > 1 && lines.at(-1) === '') lines.pop();
    return lines;
  }

  /** Everything that can be read, also by scrolling back. */
  get everything(): string[] {
    return [...this.scrolled, ...this.screen];
  }

  /** Changes the size as a terminal does that breaks its lines anew. */
  resize(columns: number, rows: number): void {
    const before = this.#screen;
    const cursor = this.#row;
    this.columns = columns;
    this.rows = rows;
    this.#screen = [];
    this.#row = 0;
    before.forEach((line, index) => {
      const cells = [...line];
      while (cells.at(-1) === ' ') cells.pop();
      do this.#screen.push(cells.splice(0, columns));
      while (cells.length > 0);
      if (index === cursor) this.#row = this.#screen.length - 1;
    });
    this.#scroll();
    this.emit('resize');
  }

  #feed(text: string): void {
    const pattern = /\x1b\[(\??)(\d*(?:;\d+)*)([A-Za-z])|([\n\r])|([^\x00-\x1f\x7f-\x9f]+)/gy;
    let at = 0;
    for (const match of text.matchAll(pattern)) {
      at = match.index + match[0].length;
      const [, mode, number = '', command, control, characters] = match;
      if (characters !== undefined) this.#print(characters);
      else if (control === '\r') this.#column = 0;
      else if (control === '\n') this.#lineFeed();
      else this.#control(`${mode ?? ''}${command ?? ''}`, number);
    }
    if (at !== text.length)
      throw new Error(`not understood: ${JSON.stringify(text.slice(at, at + 20))}`);
  }

  #control(command: string, number: string): void {
    const line = this.#screen[this.#row]!;
    if (command === 'm') return;
    if (command === 'A') this.#row = Math.max(0, this.#row - Number(number || 1));
    else if (command === 'K' && number === '') line.length = Math.min(line.length, this.#column);
    else if (command === 'J' && number === '') {
      line.length = Math.min(line.length, this.#column);
      this.#screen.length = this.#row + 1;
    } else if (number === '25') this.cursorVisible = command === '?h';
    else if (number === '7') this.#wrap = command === '?h';
    else throw new Error(`not understood: ${command} ${number}`);
  }

  #print(text: string): void {
    for (const { segment } of segmenter.segment(text)) {
      const width = stringWidth(segment);
      if (this.#column + width > this.columns) {
        if (!this.#wrap) {
          this.cutOff++;
          continue;
        }
        this.#lineFeed();
      }
      const line = this.#screen[this.#row]!;
      while (line.length < this.#column) line.push(' ');
      line.splice(
        this.#column,
        width,
        ...[segment, ...Array<string>(Math.max(0, width - 1)).fill('')],
      );
      this.#column += width;
    }
  }

  /** As with the terminal's usual settings, a line feed also goes to the first column. */
  #lineFeed(): void {
    this.#row++;
    this.#column = 0;
    if (this.#row === this.#screen.length) this.#screen.push([]);
    this.#scroll();
  }

  #scroll(): void {
    while (this.#screen.length > this.rows) {
      this.scrolled.push(this.#screen.shift()!.join('').trimEnd());
      this.#row = Math.max(0, this.#row - 1);
    }
  }
}
