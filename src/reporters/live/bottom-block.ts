import type { Output } from '../output.ts';
import type { Sink } from '../reporter.ts';
import { widthOf } from '../text/width.ts';

const ESC = '\x1b[';
const hideCursor = `${ESC}?25l`;
const showCursor = `${ESC}?25h`;
// A character that the terminal draws wider than we think must not push the block down a line.
const wrapOff = `${ESC}?7l`;
const wrapOn = `${ESC}?7h`;
const eraseLine = `${ESC}K`;
const eraseBelow = `${ESC}J`;

/**
 * A few lines at the bottom of a terminal that are drawn anew again and again, while other lines scroll up above
 * them into the terminal's history. The cursor waits, hidden, on the line below the block.
 */
export class BottomBlock {
  readonly #output: Output;
  readonly #sink: Sink;
  #block: readonly string[] = [];
  #cursorHidden = false;
  /** The terminal's width at the last drawing. */
  #drawnColumns: number | undefined;

  constructor(output: Output, sink: Sink) {
    this.#output = output;
    this.#sink = sink;
  }

  /** What a line of the block may take: a column less than the terminal has, because a full line makes some wrap. */
  get columns(): number {
    return Math.max(1, known(this.#sink.columns, 80) - 1);
  }

  /** How many lines the block may have: one less than the terminal, because the cursor stands below it. */
  get room(): number {
    return known(this.#sink.rows, 24) - 1;
  }

  /** Writes lines above the block and draws the block, in one write, so that nothing flickers. */
  draw(history: readonly string[], block: readonly string[]): void {
    if (history.length === 0 && same(block, this.#block) && !this.#resized()) return;
    let text = this.#cursorHidden || block.length === 0 ? '' : hideCursor;
    text += this.#toTop();
    if (history.length > 0) {
      const first = this.#block.length > 0 ? eraseBelow : '';
      text += first + history.map((line) => `${line}\n`).join('');
    }
    if (block.length > 0) {
      text += wrapOff + block.map((line) => `${line}${eraseLine}\n`).join('') + wrapOn;
      this.#cursorHidden = true;
    }
    if (block.length > 0 || this.#block.length > 0) text += eraseBelow;
    if (block.length === 0) text += this.#releaseCursor();
    this.#output.write(text);
    this.#block = block;
    this.#drawnColumns = this.#sink.columns;
  }

  #resized(): boolean {
    return this.#drawnColumns !== this.#sink.columns;
  }

  #releaseCursor(): string {
    if (!this.#cursorHidden) return '';
    this.#cursorHidden = false;
    return showCursor;
  }

  /** Moves to the block's first line. A terminal that has become narrower has broken its lines into several. */
  #toTop(): string {
    const columns = known(this.#sink.columns, 80);
    const lines = this.#block.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)),
      0,
    );
    const up = Math.min(lines, this.room);
    return up === 0 ? '' : `\r${ESC}${up}A`;
  }
}

/** A size of the terminal; some that are none say 0. */
function known(size: number | undefined, otherwise: number): number {
  return size === undefined || size <= 0 ? otherwise : size;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
