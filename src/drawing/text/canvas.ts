import { graphemes } from '../../diagnostics/graphemes.ts';
import { textWidth } from '../../diagnostics/text-width.ts';

const UP = 1;
const DOWN = 2;
const LEFT = 4;
const RIGHT = 8;

/** The signs for the ways that a line has out of a cell, by the sum of UP, DOWN, LEFT and RIGHT. */
const UNICODE = ' │││─┘┐┤─└┌├─┴┬┼';
const ASCII = ' |||-+++-+++-+++';

/** Cells of one column each on which boxes, texts and lines are drawn; it grows as needed. */
export class Canvas {
  readonly #unicode: boolean;
  readonly #texts: string[][] = [];
  /** In each cell the ways out of it, by the net of lines that they belong to. */
  readonly #lines: Map<number, number>[][] = [];

  constructor(unicode: boolean) {
    this.#unicode = unicode;
  }

  /** Writes a line of text; a wide character takes two cells. */
  write(x: number, y: number, text: string): void {
    const row = (this.#texts[y] ??= []);
    let at = x;
    for (const character of graphemes(text)) {
      const width = textWidth(character);
      row[at] = character;
      for (let n = 1; n < width; n++) row[at + n] = '';
      at += Math.max(width, 1);
    }
  }

  /** Draws from one row down to another, both included; the line goes on above and below where it is said so. */
  down(
    x: number,
    from: number,
    to: number,
    net: number,
    open: { above: boolean; below: boolean },
  ): void {
    for (let y = from; y <= to; y++) {
      const up = y > from || open.above ? UP : 0;
      const down = y < to || open.below ? DOWN : 0;
      this.#add(x, y, up | down, net);
    }
  }

  across(y: number, from: number, to: number, net: number): void {
    for (let x = from; x <= to; x++) {
      this.#add(x, y, (x > from ? LEFT : 0) | (x < to ? RIGHT : 0), net);
    }
  }

  /** The rows, without spaces at their ends. */
  rows(): string[] {
    const height = Math.max(this.#texts.length, this.#lines.length);
    return Array.from({ length: height }, (_, y) => {
      const [texts = [], lines = []] = [this.#texts[y], this.#lines[y]];
      const cells = Array.from(
        { length: Math.max(texts.length, lines.length) },
        (_, x) => texts[x] ?? this.#sign(lines[x]),
      );
      return cells.join('').trimEnd();
    });
  }

  #add(x: number, y: number, ways: number, net: number): void {
    const row = (this.#lines[y] ??= []);
    const cell = (row[x] ??= new Map<number, number>());
    cell.set(net, (cell.get(net) ?? 0) | ways);
  }

  #sign(cell: ReadonlyMap<number, number> | undefined): string {
    if (!cell) return ' ';
    const nets = [...cell.values()];
    const ways = nets.reduce((sum, one) => sum | one, 0);
    // Two lines that only cross must not look as if they met.
    const crosses =
      nets.length > 1 && nets.every((one) => one === (UP | DOWN) || one === (LEFT | RIGHT));
    const sign = crosses ? UP | DOWN : ways;
    return (this.#unicode ? UNICODE : ASCII).charAt(sign);
  }
}
