import type { Drawing, DrawnNode, Link } from './drawing.ts';

/**
 * One level of a picture: what stands beside each other in it, as a graph without cycles. Loops and sub-flows are boxes
 * with a level of their own inside, and no link crosses the border of a box: what leads into a loop or out of it goes to
 * the box, and inside it begins or ends at a sign.
 */
export interface Scope {
  readonly items: readonly Item[];
  readonly links: readonly ScopeLink[];
}

/**
 * `start` and `again`: where each round of a loop begins, and where it goes back. `from` and `to`: what comes
 * into a loop from outside it, and what leaves it.
 */
export type Item =
  | { readonly kind: 'node'; readonly node: DrawnNode; readonly inner?: Scope }
  | { readonly kind: 'start' | 'again' }
  | { readonly kind: 'from' | 'to'; readonly id: string };

/** `from` and `to` are places in the scope's list of items. */
export interface ScopeLink extends Pick<Link, 'kind' | 'labels'> {
  readonly from: number;
  readonly to: number;
}

/** The levels of a picture, its outermost one with all others in it. */
export function scopeOf(drawing: Drawing): Scope {
  const flow = new FlowScopes(drawing);
  return flow.scope(undefined, drawing.nodes);
}

/** How many items and links the fullest level has: the time to lay a picture out grows with it, and not in step. */
export function largestLevel({ items, links }: Scope): number {
  return items.reduce(
    (most, item) => ('inner' in item ? Math.max(most, largestLevel(item.inner)) : most),
    items.length + links.length,
  );
}

/** The arms of each router on a level, as places in its list of links: in the order in which they are tried. */
export function armOrders({ links }: Scope): number[][] {
  const arms = new Map<number, number[]>();
  for (const [n, { from, kind }] of links.entries()) {
    if (kind === 'route') arms.set(from, [...(arms.get(from) ?? []), n]);
  }
  return [...arms.values()].filter(({ length }) => length > 1);
}

/** A link as one level has it; an end is a node's key or a sign. */
interface Piece extends Pick<Link, 'kind' | 'labels'> {
  readonly from: string | Sign;
  readonly to: string | Sign;
}
type Sign = Exclude<Item, { kind: 'node' }>;

const start: Sign = { kind: 'start' };
const again: Sign = { kind: 'again' };

class FlowScopes {
  /** For each node the loops around it by their controllers' keys, the outermost first. */
  readonly #loops = new Map<string, readonly string[]>();
  readonly #ids = new Map<string, string>();
  readonly #pieces = new Map<string | undefined, Piece[]>();

  constructor(drawing: Drawing) {
    this.#place(drawing.nodes, []);
    for (const link of drawing.links) this.#cut(link);
  }

  /** The level of a loop's body, or of the flow. */
  scope(loop: string | undefined, nodes: readonly DrawnNode[]): Scope {
    const items: Item[] = nodes.map((node) => {
      const inner = node.loop
        ? this.scope(node.key, node.loop.body)
        : node.flow && scopeOf(node.flow);
      return { kind: 'node', node, ...(inner && { inner }) };
    });
    const places = new Map(nodes.map(({ key }, n) => [key, n]));
    const placeOf = (end: string | Sign): number => {
      const key = typeof end === 'string' ? end : JSON.stringify(end);
      const known = places.get(key);
      if (known !== undefined || typeof end === 'string') return known ?? -1;
      places.set(key, items.length);
      return items.push(end) - 1;
    };
    const links = new Map<string, ScopeLink>();
    for (const { kind, labels, ...ends } of this.#pieces.get(loop) ?? []) {
      const [from, to] = [placeOf(ends.from), placeOf(ends.to)];
      if (from < 0 || to < 0 || from === to) continue;
      const id = JSON.stringify([from, to, labels.length > 0 && kind]);
      const known = links.get(id);
      links.set(id, { from, to, kind, labels: [...(known?.labels ?? []), ...labels] });
    }
    return { items, links: [...links.values()] };
  }

  #place(nodes: readonly DrawnNode[], loops: readonly string[]): void {
    for (const { key, id, loop } of nodes) {
      this.#loops.set(key, loops);
      this.#ids.set(key, id);
      if (loop) this.#place(loop.body, [...loops, key]);
    }
  }

  /** Cuts a link at the borders of loops. What it depends on stands where it begins. */
  #cut({ from, to, kind, labels }: Link): void {
    const [above, below] = [this.#loops.get(from) ?? [], this.#loops.get(to) ?? []];
    let common = 0;
    while (common < above.length && above[common] === below[common]) common++;
    const enters = below[common] === from;
    const returns = above[common] === to;
    // The level on which both ends have something that stands for them.
    const meets = enters ? from : returns ? to : above[common - 1];
    const depth = common + (enters || returns ? 1 : 0);
    this.#add(meets, {
      from: enters ? start : (above[depth] ?? from),
      to: returns ? again : (below[depth] ?? to),
      kind: above.length > depth ? 'plain' : kind,
      labels: above.length > depth ? [] : labels,
    });
    // Without a condition it is no way out, but what comes when the loop has ended: the link of its box says that.
    const breaks = kind !== 'plain' || labels.some((label) => label.kind === 'condition');
    for (let n = above.length; n > depth && (breaks || returns); n--) {
      const innermost = n === above.length;
      this.#add(above[n - 1], {
        from: above[n] ?? from,
        to: { kind: 'to', id: this.#ids.get(to) ?? to },
        kind: innermost ? kind : 'plain',
        labels: innermost ? labels : [],
      });
    }
    for (let n = depth; n < below.length; n++) {
      const sign: Sign = { kind: 'from', id: this.#ids.get(from) ?? from };
      this.#add(below[n], { from: sign, to: below[n + 1] ?? to, kind: 'plain', labels: [] });
    }
  }

  #add(loop: string | undefined, piece: Piece): void {
    const pieces = this.#pieces.get(loop);
    if (pieces) pieces.push(piece);
    else this.#pieces.set(loop, [piece]);
  }
}
