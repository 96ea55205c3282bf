import type { Point, Size } from '../place.ts';

/** A box with its middle and the rank on which it stands. */
export interface RankedBox extends Point, Size {
  readonly rank: number;
}

/** So far from a box's corner a line begins or ends. */
const CORNER = 12;

/**
 * Makes lines leave boxes at their bottoms and come in at their tops. Past the higher boxes of its rank a line goes straight
 * down, so that it is never hidden behind one. What does not lead downwards stays as it is.
 */
export function verticalEnds(
  boxes: readonly RankedBox[],
): (points: readonly Point[], from: number, to: number) => readonly Point[] {
  const bottoms = new Map<number, number>();
  for (const box of boxes) {
    bottoms.set(box.rank, Math.max(bottoms.get(box.rank) ?? -Infinity, bottomOf(box)));
  }
  return (points, from, to) => {
    const [source, target] = [boxes[from], boxes[to]];
    if (!source || !target || target.rank <= source.rank) return points;
    const inner = points.slice(1, -1);
    const out = xOn(source, inner[0] ?? target);
    const into = xOn(target, inner.at(-1) ?? source);
    const bottom = bottoms.get(source.rank) ?? bottomOf(source);
    const top = target.y - target.height / 2;
    return [
      { x: out, y: bottomOf(source) },
      ...(bottom > bottomOf(source) ? [{ x: out, y: bottom }] : []),
      ...inner.filter(({ y }) => bottom < y && y < top),
      { x: into, y: top },
    ];
  };
}

function bottomOf({ y, height }: RankedBox): number {
  return y + height / 2;
}

/** The place on a box's border that is nearest to where a line goes on. */
function xOn({ x, width }: RankedBox, towards: Point): number {
  const room = Math.max(0, width / 2 - CORNER);
  return Math.min(Math.max(towards.x, x - room), x + room);
}
