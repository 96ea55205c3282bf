import { loadDagre, type OrderConstraint, type RankedGraph } from './dagre.ts';

/** What is to be placed: boxes by their sizes, and the links between them, some with room for a label. */
export interface Sizes {
  readonly items: readonly Size[];
  readonly links: readonly LinkSize[];
  /** Links out of one item that are to leave it in this order, from left to right; as places in `links`. */
  readonly orders: readonly (readonly number[])[];
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface LinkSize {
  readonly from: number;
  readonly to: number;
  /** The size of its label. */
  readonly label?: Size;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where things are: middles of boxes and labels, and the points of each link from border to border. */
export interface Places {
  readonly items: readonly (Point & { readonly rank: number })[];
  readonly links: readonly PlacedLink[];
}
export interface PlacedLink {
  readonly points: readonly Point[];
  readonly label?: Point;
}

/** Distances between boxes beside each other, between links, and between ranks. */
export interface Spacing {
  readonly boxes: number;
  readonly links: number;
  readonly ranks: number;
}

/** Places boxes on ranks from top to bottom so that links are short and cross seldom. The first call loads the library. */
export async function place({ items, links, orders }: Sizes, spacing: Spacing): Promise<Places> {
  const { graphlib, layout } = await loadDagre();
  const graph = new graphlib.Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'TB',
    rankalign: 'top',
    nodesep: spacing.boxes,
    edgesep: spacing.links,
    ranksep: spacing.ranks,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [n, { width, height }] of items.entries()) graph.setNode(String(n), { width, height });
  const edges = links.map(({ from, to }, n) => ({
    v: String(from),
    w: String(to),
    name: String(n),
  }));
  for (const [n, edge] of edges.entries()) {
    const label = links[n]?.label;
    graph.setEdge(edge, label ? { ...label, labelpos: 'c' } : {});
  }
  layout(graph, {
    customOrder: (ranked, order) => {
      order(ranked, { constraints: constraintsOf(ranked, orders) });
    },
  });
  return {
    items: items.map((_, n) => {
      const { x, y, rank } = graph.node(String(n));
      return { ...mirrored({ x, y }), rank };
    }),
    links: edges.map((edge) => {
      const { points, x, y } = graph.edge(edge);
      const label = x === undefined || y === undefined ? undefined : mirrored({ x, y });
      return { points: points.map(mirrored), ...(label && { label }) };
    }),
  };
}

/**
 * The orders, as the library wants them: by the points that it has set for each link on the ranks between its ends. These
 * belong to one link only, so that no two orders can contradict each other.
 */
function constraintsOf(ranked: RankedGraph, orders: Sizes['orders']): OrderConstraint[] {
  const onRank = new Map<string, string>();
  for (const name of ranked.nodes()) {
    const { edgeObj, rank } = ranked.node(name);
    if (edgeObj?.name !== undefined) onRank.set(`${edgeObj.name} ${rank}`, name);
  }
  const ranks = [...new Set(ranked.nodes().map((name) => ranked.node(name).rank))];
  return orders.flatMap((links) =>
    ranks.flatMap((rank) => {
      const points = links.flatMap((link) => onRank.get(`${link} ${rank}`) ?? []);
      // From right to left, since the picture is mirrored.
      return points.slice(1).map((left, n) => ({ left, right: points[n] ?? left }));
    }),
  );
}

/** The library puts what comes first on the right. */
function mirrored({ x, y }: Point): Point {
  return { x: -x, y };
}
