import type { Say } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { xmlAttributes, xmlText } from '../../reporters/text/xml.ts';
import type { Drawing, DrawnNode } from '../drawing.ts';
import { labelLines, nodeLines, signText } from '../label-text.ts';
import { place, type Point, type Size } from '../place.ts';
import {
  armOrders,
  largestLevel,
  scopeOf,
  type Item,
  type Scope,
  type ScopeLink,
} from '../scope.ts';
import { curve } from './curve.ts';
import { style } from './style.ts';
import { verticalEnds } from './vertical-ends.ts';
import { textLines, textSize } from './text-size.ts';

const TITLE = 14;
const SMALL = 12;
const LINE = 17;
const PADDING = 14;
const MARGIN = 16;
const TEXT_WIDTH = 240;
const LABEL_WIDTH = 200;

/** Something of a known size that can be drawn at any place (its left upper corner). */
interface Shape extends Size {
  readonly draw: (at: Point) => string;
}

/** What is said of a node besides, in a picture of what has become of a flow. */
export interface Mark {
  /** A class of its box. */
  readonly className: string;
  /** A line below what the flow says of it. */
  readonly text: string;
  /** Where a click on it leads. */
  readonly href?: string;
}

export interface SvgOptions {
  /** By the nodes' keys. */
  readonly marks?: ReadonlyMap<string, Mark>;
  /** False: whoever takes the picture into a page has {@link style} there. */
  readonly styled?: boolean;
  /** Each node's group says in `data-node` which it is, for a page that shows how they do. */
  readonly named?: boolean;
}

interface Look {
  readonly say: Say;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly named: boolean;
}

/** With more boxes and links than this on one level it takes too long, and nobody finds anything in the picture. */
const MOST_ON_A_LEVEL = 500;

/**
 * A flow as an SVG image that follows the reader's choice of a dark or light look. Ended by a line break. Undefined for
 * a flow that is too large.
 */
export async function svg(
  drawing: Drawing,
  say: Say,
  { marks = new Map<string, Mark>(), styled = true, named = false }: SvgOptions = {},
): Promise<string | undefined> {
  const scope = scopeOf(drawing);
  if (largestLevel(scope) > MOST_ON_A_LEVEL) return undefined;
  const { width, height, draw } = await scopeShape(scope, { say, marks, named });
  const [w, h] = [Math.ceil(width + 2 * MARGIN), Math.ceil(height + 2 * MARGIN)];
  const title = foreign(drawing.name ?? drawing.file);
  const about = xmlAttributes({ role: 'img', 'aria-label': title });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" ${about}>`,
    `<title>${xmlText(title)}</title>`,
    ...(styled ? [`<style>${style}</style>`] : []),
    `<defs>${marker('head', 'head')}${marker('head-handler', 'head handler')}</defs>`,
    `<rect class="paper" width="${w}" height="${h}"/>`,
    draw({ x: MARGIN, y: MARGIN }),
    '</svg>',
    '',
  ].join('\n');
}

async function scopeShape(scope: Scope, look: Look): Promise<Shape> {
  const shapes: Shape[] = [];
  for (const item of scope.items) shapes.push(await itemShape(item, look));
  const labels = scope.links.map((link) => labelShape(link, look.say));
  const places = await place(
    {
      items: shapes,
      links: scope.links.map(({ from, to }, n) => {
        const label = labels[n];
        return { from, to, ...(label && { label }) };
      }),
      orders: armOrders(scope),
    },
    { boxes: 28, links: 22, ranks: 44 },
  );
  const middles = places.items.map(({ x, y }) => ({ x, y }));
  const routed = verticalEnds(
    places.items.map(({ x, y, rank }, n) => {
      const { width, height } = shapes[n] ?? point;
      return { x, y, rank, width, height };
    }),
  );
  const lines = scope.links.map(({ from, to }, n) =>
    routed(places.links[n]?.points ?? [], from, to),
  );
  const corners = [
    ...shapes.map((shape, n) => cornersOf(middles[n], shape)),
    ...places.links.flatMap(({ label }, n) => [
      ...(lines[n] ?? []).map((point) => cornersOf(point, undefined)),
      ...(label ? [cornersOf(label, labels[n])] : []),
    ]),
  ];
  const [left, top] = [
    least(corners.map(({ left }) => left)),
    least(corners.map(({ top }) => top)),
  ];
  const right = -least(corners.map(({ right }) => -right));
  const bottom = -least(corners.map(({ bottom }) => -bottom));
  return {
    width: right - left,
    height: bottom - top,
    draw: ({ x, y }) => {
      const shift = (point: Point): Point => ({ x: point.x - left + x, y: point.y - top + y });
      const centred = (shape: Shape, middle: Point): string => {
        const at = shift(middle);
        return shape.draw({ x: at.x - shape.width / 2, y: at.y - shape.height / 2 });
      };
      return [
        ...scope.links.map(({ kind }, n) => line((lines[n] ?? []).map(shift), kind)),
        ...shapes.map((shape, n) => centred(shape, middles[n] ?? origin)),
        ...places.links.flatMap(({ label }, n) => {
          const shape = labels[n];
          return label && shape ? [centred(shape, label)] : [];
        }),
      ].join('\n');
    },
  };
}

interface Corners {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function cornersOf({ x, y }: Point = origin, { width, height }: Size = point): Corners {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}
const point: Size = { width: 0, height: 0 };
const origin: Point = { x: 0, y: 0 };

function least(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Infinity);
}

function line(points: readonly Point[], kind: ScopeLink['kind']): string {
  const head = kind === 'handler' ? 'head-handler' : 'head';
  return `<path class="link ${kind}" d="${curve(points)}" marker-end="url(#${head})"/>`;
}

/** An arrowhead. It does not take the colour of its line by itself. */
function marker(id: string, className: string): string {
  const box = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"';
  return `<marker id="${id}" ${box}><path class="${className}" d="M0 0L8 4L0 8z"/></marker>`;
}

async function itemShape(item: Item, look: Look): Promise<Shape> {
  const { say, marks, named } = look;
  if (item.kind !== 'node') return signShape(item, say);
  const { node, inner } = item;
  const mark = marks.get(node.key);
  const room = inner ? 2 * TEXT_WIDTH : TEXT_WIDTH;
  const about = [...nodeLines(node, say), ...(mark ? [mark.text] : [])];
  const lines = about.flatMap((text) => textLines(foreign(text), SMALL, room));
  const id = textLines(foreign(node.id), TITLE, TEXT_WIDTH);
  const content = inner && (await scopeShape(inner, look));
  const head = id.length * (LINE + 2) + lines.length * LINE;
  const texts = [
    ...id.map((text) => textSize(text, TITLE)),
    ...lines.map((text) => textSize(text, SMALL)),
  ];
  const width = Math.max(80, ...texts, content?.width ?? 0) + 2 * PADDING;
  const height = head + 2 * PADDING - 8 + (content ? content.height + PADDING : 0);
  const classes = [content ? 'group' : 'node', node.role ?? 'work', mark?.className]
    .filter(Boolean)
    .join(' ');
  return {
    width,
    height,
    draw: ({ x, y }) => {
      const rows = [
        ...id.map((text, n) => textAt(text, x + PADDING, y + PADDING + 9 + n * (LINE + 2), 'id')),
        ...lines.map((text, n) =>
          textAt(text, x + PADDING, y + PADDING + 7 + id.length * (LINE + 2) + n * LINE, 'about'),
        ),
      ];
      const inside = content?.draw({
        x: x + (width - content.width) / 2,
        y: y + head + PADDING + 6,
      });
      return [
        `<g ${xmlAttributes({ class: classes, ...(named && { 'data-node': node.key }) })}>${tooltip(node)}`,
        `<rect class="box" x="${n1(x)}" y="${n1(y)}" width="${n1(width)}" height="${n1(height)}" rx="6"/>`,
        `<rect class="stripe" x="${n1(x)}" y="${n1(y)}" width="4" height="${n1(height)}" rx="2"/>`,
        ...linked(rows, mark),
        ...(inside === undefined ? [] : [inside]),
        '</g>',
      ].join('\n');
    },
  };
}

/** What a reader can click at, where it leads somewhere. */
function linked(rows: readonly string[], mark: Mark | undefined): readonly string[] {
  if (mark?.href === undefined) return rows;
  return [`<a ${xmlAttributes({ href: mark.href })}>`, ...rows, '</a>'];
}

function tooltip({ key, type }: DrawnNode): string {
  return `<title>${xmlText(foreign(`${key} (${type})`))}</title>`;
}

function signShape(sign: Exclude<Item, { kind: 'node' }>, say: Say): Shape {
  const text = `${{ start: '●', again: '↻', from: '▷', to: '▷' }[sign.kind]} ${foreign(signText(sign, say))}`;
  const width = textSize(text, SMALL) + 20;
  const height = LINE + 8;
  return {
    width,
    height,
    draw: ({ x, y }) =>
      `<g class="sign"><rect x="${n1(x)}" y="${n1(y)}" width="${n1(width)}" height="${height}" rx="${height / 2}"/>` +
      `${textAt(text, x + 10, y + LINE, 'about')}</g>`,
  };
}

function labelShape({ labels, kind }: ScopeLink, say: Say): Shape | undefined {
  const lines = labelLines(labels, say).flatMap((text) =>
    textLines(foreign(text), SMALL, LABEL_WIDTH),
  );
  if (lines.length === 0) return undefined;
  const width = Math.max(...lines.map((text) => textSize(text, SMALL))) + 10;
  const height = lines.length * LINE + 2;
  return {
    width,
    height,
    draw: ({ x, y }) =>
      [
        `<g class="label ${kind}">`,
        `<rect x="${n1(x)}" y="${n1(y)}" width="${n1(width)}" height="${height}" rx="3"/>`,
        ...lines.map((text, n) => textAt(text, x + width / 2, y + 13 + n * LINE, 'middle')),
        '</g>',
      ].join('\n'),
  };
}

function textAt(text: string, x: number, y: number, className: string): string {
  return `<text class="${className}" x="${n1(x)}" y="${n1(y)}">${xmlText(text)}</text>`;
}

/** One digit behind the point is as fine as anybody can see. */
function n1(value: number): string {
  return String(Math.round(value * 10) / 10);
}
