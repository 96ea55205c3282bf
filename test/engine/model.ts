/**
 * Flows as the random generator makes them and the reference interpreter runs them: only what both need, by ids. A
 * value is below its threshold when `val % mod < below`.
 */
export interface Model {
  /** Those of a loop's body after its controller; nodes of one scope stand in an order in which they can run. */
  readonly nodes: ModelNode[];
  /** In the order in which the flow lists them. */
  readonly edges: ModelEdge[];
}

export interface ModelNode {
  readonly id: string;
  readonly kind: 'step' | 'router' | 'loop' | 'aggregator' | 'merger';
  /** The controller of the innermost loop around it. */
  readonly loop: string | undefined;
  /** Steps: what they give besides `val`, and what they take if it is there. */
  readonly out: string[];
  readonly maybe: string[];
  /** Steps: the nodes whose outputs they look at by id. */
  readonly looksAt: string[];
  /** Steps: fail on calls whose value is below. */
  failsBelow: Threshold | undefined;
  onError: string | undefined;
  /** Routers: the node whose `val` is asked, and the arms in order, the default last. */
  asks: string;
  arms: { test: Threshold | undefined; to: string }[];
  /** Loops. */
  items: number | undefined;
  batchSize: number;
  maxIterations: number | undefined;
  stopsAtLimit: boolean;
  /** Goes on while `iteration < rounds`, or while a body node's value is below. */
  condition: { rounds: number } | { node: string; test: Threshold } | undefined;
}

export interface Threshold {
  readonly mod: number;
  readonly below: number;
}

export interface ModelEdge {
  readonly from: string;
  readonly to: string;
  readonly test: Threshold | undefined;
}

/** The loops around a node, by their controllers, the innermost first. */
export function loopsAround(model: Model, id: string): string[] {
  const around: string[] = [];
  for (let at = nodeOf(model, id).loop; at !== undefined; at = nodeOf(model, at).loop) {
    around.push(at);
  }
  return around;
}

export function nodeOf(model: Model, id: string): ModelNode {
  const node = model.nodes.find((n) => n.id === id);
  if (!node) throw new Error(`no node ${id}`);
  return node;
}

/** A number from a text: the same for the same. */
export function hash(text: string): number {
  let value = 2166136261;
  for (let n = 0; n < text.length; n++) value = Math.imul(value ^ text.charCodeAt(n), 16777619);
  return (value >>> 0) % 1009;
}

export function isBelow(value: number, { mod, below }: Threshold): boolean {
  return value % mod < below;
}
