/** Lines from points on a rank to points on the next one: from each of them to each. They may share one row. */
export interface Net {
  readonly id: number;
  /** The columns where it comes from. */
  readonly from: readonly number[];
  /** The columns where it leads to. */
  readonly to: readonly number[];
}

/** The rows for the horizontal parts of nets between two ranks: by net, and how many there are. */
export interface Tracks {
  /** -1: it leads straight down and needs none. */
  readonly rows: readonly number[];
  readonly count: number;
}

/**
 * Gives each net a row such that no two lie on each other, and no line down from one row runs into a line that comes
 * down to another one in the same column. Undefined where that can't be (two nets that change places).
 */
export function assignTracks(nets: readonly Net[]): Tracks | undefined {
  const rows = nets.map(() => -1);
  const spans = nets.map(({ from, to }) => ({
    left: Math.min(...from, ...to),
    right: Math.max(...from, ...to),
  }));
  const open = new Set(nets.keys());
  for (const n of open) if (spans[n]?.left === spans[n]?.right) open.delete(n);
  const above = nets.map((net, n) => [...open].filter((m) => m !== n && mustBeAbove(nets[m], net)));
  let count = 0;
  while (open.size > 0) {
    const free = [...open].filter((n) => above[n]?.every((m) => !open.has(m)));
    if (free.length === 0) return undefined;
    // One row takes as many as have room beside each other.
    let end = -Infinity;
    for (const n of free.sort((a, b) => (spans[a]?.left ?? 0) - (spans[b]?.left ?? 0))) {
      const span = spans[n];
      if (!span || span.left <= end) continue;
      rows[n] = count;
      end = span.right;
      open.delete(n);
    }
    count++;
  }
  return { rows, count };
}

/** Whether a line down from one of a net's sources stands where one of the other net comes down to a target. */
function mustBeAbove(upper: Net | undefined, lower: Net): boolean {
  return upper?.from.some((x) => lower.to.includes(x) && !upper.to.includes(x)) === true;
}
