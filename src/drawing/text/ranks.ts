import { Canvas } from './canvas.ts';
import { assignTracks, type Net, type Tracks } from './channel.ts';

/** Rows of characters that stand together. Their width is odd: lines begin and end in the middle. */
export interface TextBlock {
  readonly width: number;
  readonly rows: readonly string[];
  readonly bordered: boolean;
}

export interface PlacedBlock {
  readonly block: TextBlock;
  /** Its middle. */
  readonly x: number;
  readonly rank: number;
}

/** A link with the columns at which it passes the ranks between its ends; at one of them may be its label. */
export interface TextLink {
  readonly from: number;
  readonly to: number;
  readonly bends: readonly { readonly x: number; readonly label?: TextBlock }[];
}

/** What stands on a rank: a box or a sign, a label, or a line that only passes. */
interface Stop {
  readonly block: TextBlock | undefined;
  readonly isItem: boolean;
  /** The middle. */
  readonly x: number;
  /** The column in which lines come in from above. */
  entry: number;
  readonly next: Set<Stop>;
}

/** Lines that change places are led past each other by moving one; so often it is tried between two ranks. */
const MOST_MOVES = 30;

/** Draws boxes on their ranks and the lines between them. Gives the rows. */
export function drawRanks(
  items: readonly PlacedBlock[],
  links: readonly TextLink[],
  unicode: boolean,
): string[] {
  const ranks = stopsByRank(items, links);
  const canvas = new Canvas(unicode);
  let y = 0;
  for (const [n, stops] of ranks.entries()) {
    const height = Math.max(1, ...stops.map(({ block }) => block?.rows.length ?? 0));
    for (const stop of stops) drawStop(stop, y, height, canvas, unicode);
    y += height;
    if (n < ranks.length - 1) y = drawChannel(stops, y, canvas, unicode);
  }
  return canvas.rows();
}

/** The stops of each rank that has anything but passing lines, moved so that no column is negative. */
function stopsByRank(items: readonly PlacedBlock[], links: readonly TextLink[]): Stop[][] {
  const all = new Map<number, Stop[]>();
  const left = leftmost(items, links);
  const add = (rank: number, x: number, block?: TextBlock, isItem = false): Stop => {
    const middle = Math.round(x - left);
    const stop: Stop = { block, isItem, x: middle, entry: middle, next: new Set() };
    const stops = all.get(rank);
    if (stops) stops.push(stop);
    else all.set(rank, [stop]);
    return stop;
  };
  const boxes = items.map(({ rank, x, block }) => add(rank, x, block, true));
  const needed = new Set(items.map(({ rank }) => rank));
  for (const { from, bends } of links) {
    const first = (items[from]?.rank ?? 0) + 1;
    for (const [n, { label }] of bends.entries()) if (label) needed.add(first + n);
  }
  for (const { from, to, bends } of links) {
    let stop = boxes[from];
    for (const [n, { x, label }] of bends.entries()) {
      const rank = (items[from]?.rank ?? 0) + 1 + n;
      if (!needed.has(rank)) continue;
      const bend = add(rank, x, label);
      stop?.next.add(bend);
      stop = bend;
    }
    const target = boxes[to];
    if (target) stop?.next.add(target);
  }
  return [...all.keys()]
    .filter((rank) => needed.has(rank))
    .sort((a, b) => a - b)
    .map((rank) => all.get(rank) ?? []);
}

function leftmost(items: readonly PlacedBlock[], links: readonly TextLink[]): number {
  const edges = [
    ...items.map(({ x, block }) => Math.round(x) - (block.width - 1) / 2),
    ...links.flatMap(({ bends }) =>
      bends.map(({ x, label }) => Math.round(x) - ((label?.width ?? 1) - 1) / 2),
    ),
  ];
  return edges.reduce((least, edge) => Math.min(least, edge), 0);
}

function drawStop(stop: Stop, y: number, height: number, canvas: Canvas, unicode: boolean): void {
  const { block, x, next } = stop;
  const left = x - ((block?.width ?? 1) - 1) / 2;
  for (const [n, row] of (block?.rows ?? []).entries()) canvas.write(left, y + n, row);
  const used = block?.rows.length ?? 0;
  if (next.size === 0) return;
  if (block?.bordered) canvas.write(x, y + used - 1, unicode ? '┬' : '+');
  if (used < height) {
    canvas.down(x, y + used, y + height - 1, -1, { above: true, below: true });
  }
}

/** Draws the lines from one rank to the next, from row `y`. Gives the row below. */
function drawChannel(stops: readonly Stop[], y: number, canvas: Canvas, unicode: boolean): number {
  const { nets, tracks } = route(stops);
  const targets = new Set(stops.flatMap(({ next }) => [...next]));
  const heads = [...targets].filter(({ isItem }) => isItem);
  const bottom = y + Math.max(tracks.count + (heads.length > 0 ? 1 : 0), 1) - 1;
  for (const [n, { id, from, to }] of nets.entries()) {
    const row = tracks.rows[n] ?? -1;
    if (row < 0) {
      canvas.down(from[0] ?? 0, y, bottom, id, { above: true, below: true });
      continue;
    }
    const at = y + row;
    canvas.across(at, Math.min(...from, ...to), Math.max(...from, ...to), id);
    for (const x of from) canvas.down(x, y, at, id, { above: true, below: false });
    for (const x of to) canvas.down(x, at, bottom, id, { above: false, below: true });
  }
  for (const { entry } of heads) canvas.write(entry, bottom, unicode ? '▼' : 'v');
  return bottom + 1;
}

/** The lines out of a rank's stops, with rows on which none gets in another's way. */
function route(stops: readonly Stop[]): { nets: Net[]; tracks: Tracks } {
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    const nets = netsOf(stops);
    const tracks = assignTracks(nets);
    if (tracks) return { nets, tracks };
    // A box is wide enough to be entered beside its middle; each time another one is.
    const sources = new Set(nets.flatMap(({ from }) => from));
    const movable = stops
      .flatMap(({ next }) => [...next])
      .filter(({ block, entry }) => block && block.width > 3 && sources.has(entry));
    const moved = movable[moves % Math.max(1, movable.length)];
    if (!moved) break;
    moved.entry++;
  }
  const nets = netsOf(stops);
  return { nets, tracks: { rows: nets.map((_, n) => n), count: nets.length } };
}

/** What leads to the same stops is one net. */
function netsOf(stops: readonly Stop[]): Net[] {
  const nets = new Map<string, { id: number; from: number[]; to: number[] }>();
  for (const { x, next } of stops) {
    if (next.size === 0) continue;
    const to = [...new Set([...next].map(({ entry }) => entry))].sort((a, b) => a - b);
    const known = nets.get(to.join());
    if (known) known.from.push(x);
    else nets.set(to.join(), { id: nets.size, from: [x], to });
  }
  return [...nets.values()];
}
