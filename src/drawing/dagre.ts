/**
 * What we use of the library dagre, as its documentation has it. Its own declarations are not written for Node's way of
 * resolving modules, so TypeScript finds no types in them.
 */
export interface Dagre {
  readonly graphlib: { readonly Graph: new (options: { multigraph: boolean }) => DagreGraph };
  readonly layout: (graph: DagreGraph, options: LayoutOptions) => void;
}

/** How the places on the ranks are ordered: `order` is the library's own way. */
export interface LayoutOptions {
  readonly customOrder: (
    graph: RankedGraph,
    order: (
      graph: RankedGraph,
      options: { readonly constraints: readonly OrderConstraint[] },
    ) => void,
  ) => void;
}

/** Two names on one rank. */
export interface OrderConstraint {
  readonly left: string;
  readonly right: string;
}

/** The graph with a point for each edge on each rank that it passes; `edgeObj` is that edge. */
export interface RankedGraph {
  nodes(): string[];
  node(name: string): { readonly rank: number; readonly edgeObj?: DagreEdge };
}

export interface DagreGraph {
  setGraph(label: {
    readonly rankdir: 'TB';
    readonly rankalign: 'top';
    readonly nodesep: number;
    readonly edgesep: number;
    readonly ranksep: number;
  }): void;
  setDefaultEdgeLabel(label: () => object): void;
  setNode(name: string, size: { width: number; height: number }): void;
  setEdge(
    edge: DagreEdge,
    label: { readonly width?: number; readonly height?: number; readonly labelpos?: 'c' },
  ): void;
  node(name: string): { readonly x: number; readonly y: number; readonly rank: number };
  /** `x` and `y` are there where the edge has a label. */
  edge(edge: DagreEdge): {
    readonly points: readonly { readonly x: number; readonly y: number }[];
    readonly x?: number;
    readonly y?: number;
  };
}

export interface DagreEdge {
  readonly v: string;
  readonly w: string;
  readonly name: string;
}

/** The library, loaded when it is needed. */
export async function loadDagre(): Promise<Dagre> {
  return await import('@dagrejs/dagre');
}
