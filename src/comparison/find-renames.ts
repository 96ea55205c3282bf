import { isObject, toJson, type Value } from '../flow/value.ts';
import type { NodeTypes } from '../flow/node-type.ts';
import { impliedTargets, type FlowShape, type NodeShape } from './flow-shape.ts';
import type { Renames } from './meaning.ts';

/** So alike (from 0 to 1) two nodes must be to be taken for one that has a new id. */
const ALIKE = 0.6;
/** More pairs are not looked at: it is another flow then. */
const MOST_PAIRS = 10_000;

/** Nodes that are gone and nodes that are new which are the same but for their id: of one type, and much alike otherwise. */
export function findRenames(before: FlowShape, after: FlowShape, types: NodeTypes): Renames {
  const gone = [...before.nodes.values()].filter(({ id }) => !after.nodes.has(id));
  const fresh = [...after.nodes.values()].filter(({ id }) => !before.nodes.has(id));
  if (gone.length * fresh.length > MOST_PAIRS) return new Map();
  const [was, is] = [signs(gone, before, types), signs(fresh, after, types)];
  const pairs = gone.flatMap((a) =>
    fresh
      .filter(({ type }) => type === a.type)
      .map((b) => ({ a: a.id, b: b.id, alike: likeness(was.get(a.id), is.get(b.id)) })),
  );
  const renames = new Map<string, string>();
  const taken = new Set<string>();
  for (const { a, b, alike } of pairs.sort((x, y) => y.alike - x.alike)) {
    if (alike < ALIKE || renames.has(a) || taken.has(b)) continue;
    renames.set(a, b);
    taken.add(b);
  }
  return renames;
}

/** What is to be seen of each node: its settings one by one, and what leads to it and from it. */
function signs(
  nodes: readonly NodeShape[],
  shape: FlowShape,
  types: NodeTypes,
): Map<string, Set<string>> {
  const all = new Map(nodes.map(({ id, body }) => [id, new Set(leaves(body, ''))]));
  const link = (source: string, target: string): void => {
    all.get(source)?.add(`→ ${target}`);
    all.get(target)?.add(`← ${source}`);
  };
  for (const { from, to } of shape.edges) link(idOf(from), idOf(to));
  for (const node of shape.nodes.values()) {
    for (const target of impliedTargets(node, types)) all.get(target)?.add(`← ${node.id}`);
  }
  return all;
}

function idOf(end: string): string {
  return end.split('.', 1)[0] ?? end;
}

function leaves(value: Value, path: string): string[] {
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
  }
  if (Array.isArray(value)) {
    return (value as readonly Value[]).flatMap((inner, n) => leaves(inner, `${path}.${n}`));
  }
  return [`${path}=${toJson(value)}`];
}

/** How much two sets have in common: 1 where they are the same. */
function likeness(a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): number {
  const size = Math.max(a.size, b.size);
  if (size === 0) return 0;
  return [...a].filter((sign) => b.has(sign)).length / size;
}
