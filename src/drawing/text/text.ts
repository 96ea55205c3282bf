import { textWidth } from '../../diagnostics/text-width.ts';
import type { Say } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { pad, truncate, widthOf, wrap } from '../../reporters/text/width.ts';
import type { Drawing, DrawnNode } from '../drawing.ts';
import { labelLines, nodeLines, signText } from '../label-text.ts';
import { place } from '../place.ts';
import {
  armOrders,
  largestLevel,
  scopeOf,
  type Item,
  type Scope,
  type ScopeLink,
} from '../scope.ts';
import { drawRanks, type TextBlock, type TextLink } from './ranks.ts';
import { outline } from './outline.ts';

/** How a picture is drawn with characters. */
export interface TextLook {
  readonly say: Say;
  readonly unicode: boolean;
  /** The columns that there are; undefined: as many as it takes. */
  readonly width: number | undefined;
}

/** Longer names and types are cut. */
const NAME_COLUMNS = 36;
/** Conditions are broken into lines of so many columns, and after so many lines they are cut. */
const LABEL_COLUMNS = 32;
const LABEL_LINES = 3;
/** More boxes and links on one level than this make no picture: their outline is shown instead. */
const MOST_ON_A_LEVEL = 150;

/**
 * A flow as boxes and lines, ended by a line break. Where that takes more columns than there are, boxes have ids only and
 * conditions stand as numbers that are explained below; where not even that fits, nodes are listed with what they lead to.
 */
export async function drawingText(drawing: Drawing, look: TextLook): Promise<string> {
  const scope = scopeOf(drawing);
  if (largestLevel(scope) > MOST_ON_A_LEVEL) return outline(scope, look);
  const { width = Infinity } = look;
  const rows = await new Artist(look, undefined).rows(scope);
  if (fits(rows, width)) return text(rows);
  const notes: string[] = [];
  const short = await new Artist(look, notes).rows(scope);
  if (fits(short, width)) {
    const lines = notes.flatMap((note, n) => wrap(`[${n + 1}] ${note}`, Math.max(20, width)));
    return text([...short, ...(lines.length > 0 ? ['', ...lines] : [])]);
  }
  return outline(scope, look);
}

function fits(rows: readonly string[], width: number): boolean {
  return rows.every((row) => widthOf(row) <= width);
}

function text(rows: readonly string[]): string {
  return `${rows.join('\n')}\n`;
}

class Artist {
  readonly #look: TextLook;
  /** Takes the conditions where the picture is to be narrow. */
  readonly #notes: string[] | undefined;

  constructor(look: TextLook, notes: string[] | undefined) {
    this.#look = look;
    this.#notes = notes;
  }

  async rows(scope: Scope): Promise<string[]> {
    const blocks: TextBlock[] = [];
    for (const item of scope.items) blocks.push(await this.#block(item));
    const { say, unicode } = this.#look;
    const words = (link: ScopeLink): string[] =>
      labelLines(link.labels, say).map((line) => (unicode ? line : line.replaceAll('→', '->')));
    const labels = scope.links.map((link) => this.#label(words(link)));
    const sizes = blocks.map(({ width, rows }) => ({ width, height: Math.max(2, rows.length) }));
    const places = await place(
      {
        items: sizes,
        links: scope.links.map(({ from, to }, n) => {
          const label = labels[n];
          return { from, to, ...(label && { label: { width: label.width, height: 2 } }) };
        }),
        orders: armOrders(scope),
      },
      this.#notes ? { boxes: 1, links: 1, ranks: 4 } : { boxes: 3, links: 3, ranks: 4 },
    );
    const links = scope.links.map(({ from, to }, n): TextLink => {
      const { points = [], label: at } = places.links[n] ?? {};
      const label = labels[n];
      // The first and the last point lie on the borders of the boxes.
      const bends = points.slice(1, -1);
      const labelled = at ? bends.findIndex(({ y }) => Math.abs(y - at.y) < 0.5) : -1;
      return {
        from,
        to,
        bends: bends.map(({ x }, n) =>
          n === labelled && label ? { x: at?.x ?? x, label } : { x },
        ),
      };
    });
    const placed = blocks.map((block, n) => ({
      block,
      x: places.items[n]?.x ?? 0,
      rank: places.items[n]?.rank ?? 0,
    }));
    return drawRanks(placed, links, unicode);
  }

  async #block(item: Item): Promise<TextBlock> {
    const { say, unicode } = this.#look;
    if (item.kind !== 'node') {
      const sign = { start: '●', again: '↻', from: '▷', to: '▷' }[item.kind];
      const plain = { start: 'o', again: '~', from: '>', to: '>' }[item.kind];
      return block([`${unicode ? sign : plain} ${cut(signText(item, say), unicode)}`]);
    }
    const id = `${mark(item.node, unicode)}${cut(item.node.id, unicode)}`;
    const [type = '', ...others] = nodeLines(item.node, say).map(foreign);
    if (this.#notes && !item.inner) return box([id], unicode, false, 0);
    if (!item.inner) {
      return box(
        [id, cut(type, unicode), ...others.map((line) => cut(line, unicode))],
        unicode,
        false,
      );
    }
    const head = [
      `${id}  ${cut(type, unicode)}`,
      ...others.flatMap((line) => wrap(line, 2 * NAME_COLUMNS)),
    ];
    const inner = await this.rows(item.inner);
    const [room, width] = [head, inner].map((rows) => Math.max(0, ...rows.map(textWidth)));
    const left = ' '.repeat(Math.max(0, Math.floor(((room ?? 0) - (width ?? 0)) / 2)));
    return box([...head, '', ...inner.map((row) => left + row)], unicode, true);
  }

  #label(lines: readonly string[]): TextBlock | undefined {
    if (lines.length === 0) return undefined;
    const { unicode } = this.#look;
    if (this.#notes) {
      const note = lines.map(foreign).join(' / ');
      const known = this.#notes.indexOf(note);
      const number = known < 0 ? this.#notes.push(note) : known + 1;
      return block([`[${number}]`]);
    }
    const rows = lines.flatMap((line) => {
      const wrapped = wrap(foreign(line), LABEL_COLUMNS);
      if (wrapped.length <= LABEL_LINES) return wrapped;
      const last = (wrapped[LABEL_LINES - 1] ?? '').padEnd(LABEL_COLUMNS + 1, '.');
      return [
        ...wrapped.slice(0, LABEL_LINES - 1),
        truncate(last, LABEL_COLUMNS, ellipsis(unicode)),
      ];
    });
    return centred(rows);
  }
}

function mark({ role, id }: DrawnNode, unicode: boolean): string {
  if (id === '') return '';
  if (role === 'router') return unicode ? '◆ ' : '* ';
  return '';
}

function ellipsis(unicode: boolean): string {
  return unicode ? '…' : '...';
}

function cut(line: string, unicode: boolean): string {
  return truncate(foreign(line), NAME_COLUMNS, ellipsis(unicode));
}

/** Rows that are equally wide; the number of columns is odd, so that there is one in the middle. */
function block(rows: readonly string[]): TextBlock {
  const widest = Math.max(1, ...rows.map(textWidth));
  const width = widest + 1 - (widest % 2);
  return { width, rows: rows.map((row) => pad(row, width)), bordered: false };
}

function centred(rows: readonly string[]): TextBlock {
  const { width } = block(rows);
  return block(rows.map((row) => ' '.repeat(Math.floor((width - textWidth(row)) / 2)) + row));
}

function box(rows: readonly string[], unicode: boolean, heavy: boolean, padding = 1): TextBlock {
  const inner = block(rows);
  const [line, side, corners] = unicode
    ? (['─', '│', heavy ? '╭╮╰╯' : '┌┐└┘'] as const)
    : (['-', '|', '++++'] as const);
  const [topLeft, topRight, bottomLeft, bottomRight] = corners;
  const edge = line.repeat(inner.width + 2 * padding);
  const gap = ' '.repeat(padding);
  return {
    width: inner.width + 2 + 2 * padding,
    bordered: true,
    rows: [
      `${topLeft}${edge}${topRight}`,
      ...inner.rows.map((row) => `${side}${gap}${row}${gap}${side}`),
      `${bottomLeft}${edge}${bottomRight}`,
    ],
  };
}
