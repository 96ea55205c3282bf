import type { DrawnNode, Drawing } from '../drawing/drawing.ts';

/** From which nodes links lead to each node, by their keys; ways back to a loop's beginning do not count. */
export function before(drawing: Drawing | undefined): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const collect = ({ links, nodes }: Drawing): void => {
    for (const { from, to, back } of links) {
      if (!back) found.set(to, [...(found.get(to) ?? []), from]);
    }
    inner(nodes);
  };
  const inner = (nodes: readonly DrawnNode[]): void => {
    for (const { flow, loop } of nodes) {
      if (flow) collect(flow);
      if (loop) inner(loop.body);
    }
  };
  if (drawing) collect(drawing);
  return found;
}
