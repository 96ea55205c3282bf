import type { Point } from '../place.ts';

/** The data of a path that begins at the first point, ends at the last one, and passes the others in a smooth curve. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = [`M${at(first)}`];
  // A uniform B-spline whose ends are on the first and last point: each inner piece ends a third of the way from one
  // point to the next and is pulled by both.
  for (let n = 0; n < rest.length; n++) {
    const [a, b, c] = [points[n] ?? first, points[n + 1] ?? first, points[n + 2]];
    if (!c) {
      parts.push(`L${at(b)}`);
      continue;
    }
    const end = { x: (a.x + 4 * b.x + c.x) / 6, y: (a.y + 4 * b.y + c.y) / 6 };
    if (n === 0) parts.push(`L${at(mix(a, b, 1 / 6))}`);
    parts.push(`C${at(mix(a, b, 1 / 3))} ${at(mix(a, b, 2 / 3))} ${at(end)}`);
    if (n === rest.length - 2) {
      parts.push(`C${at(mix(b, c, 1 / 3))} ${at(mix(b, c, 2 / 3))} ${at(mix(b, c, 5 / 6))}`);
    }
  }
  return parts.join('');
}

function mix(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

function at({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
