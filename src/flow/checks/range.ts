/** Numbers between two bounds; an open bound is not one of them. */
export interface Range {
  readonly from: number;
  readonly fromOpen: boolean;
  readonly to: number;
  readonly toOpen: boolean;
}

export const everyNumber: Range = { from: -Infinity, fromOpen: true, to: Infinity, toOpen: true };

/** The numbers that are in both. */
export function meet(a: Range, b: Range): Range {
  const low = a.from > b.from || (a.from === b.from && a.fromOpen) ? a : b;
  const high = a.to < b.to || (a.to === b.to && a.toOpen) ? a : b;
  return { from: low.from, fromOpen: low.fromOpen, to: high.to, toOpen: high.toOpen };
}

/** Whether there is no number in it. */
export function isEmpty({ from, fromOpen, to, toOpen }: Range): boolean {
  return from > to || (from === to && (fromOpen || toOpen));
}

/** Whether every number of a range is in one of several others. */
export function isCovered(range: Range, others: readonly Range[]): boolean {
  let left = range;
  for (const other of others.toSorted(inOrder)) {
    if (isEmpty(left)) return true;
    const startsIn =
      other.from < left.from || (other.from === left.from && (!other.fromOpen || left.fromOpen));
    if (!startsIn) continue;
    // What is left begins where the other ends.
    const rest = { ...left, from: other.to, fromOpen: !other.toOpen };
    if (rest.from > left.from || (rest.from === left.from && rest.fromOpen)) left = rest;
  }
  return isEmpty(left);
}

/** Of two that begin with the same number first the one that has it. */
function inOrder(a: Range, b: Range): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  return Number(a.fromOpen) - Number(b.fromOpen);
}
