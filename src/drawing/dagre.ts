/**
 * What we use of the library dagre, as its documentation has it. Its own declarations are not written for Node's way of
 * resolving modules, so TypeScript finds no types in them.
 */
export interface Dagre {
  readonly graphlib: { readonly Graph: new (options: { multigraph: boolean }) => DagreGraph };
  readonly layout: (graph: DagreGraph) => void;
}

export interface DagreGraph {
  setGraph(label: {
    readonly rankdir: 'TB';
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
