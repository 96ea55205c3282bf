import { partName, type Fingerprint, type Fingerprints } from './fingerprint.ts';

/** Why a node's fingerprint is another one. */
export type Change =
  /** There was no such node. */
  | { readonly kind: 'new' }
  | { readonly kind: 'part'; readonly name: string; readonly was?: string; readonly is?: string }
  /** Nothing of its own: these nodes before it, or in the same loop, have changed themselves. */
  | { readonly kind: 'ancestors'; readonly nodes: readonly string[] };

/** Why a node, by its path, has another fingerprint than before; empty where it has the same. */
export function changesOf(path: string, before: Fingerprints, now: Fingerprints): Change[] {
  const [was, is] = [before.get(path), now.get(path)];
  if (!is || is.hash === was?.hash) return [];
  if (!was) return [{ kind: 'new' }];
  const parts = partChanges(was, is);
  if (parts.length > 0) return parts;
  return [{ kind: 'ancestors', nodes: causes(path, before, now) }];
}

/** The parts that are not the same, but for those of the loop around it. */
export function partChanges(
  { parts: before }: Pick<Fingerprint, 'parts'>,
  { parts: now }: Pick<Fingerprint, 'parts'>,
): Change[] {
  const changes: Change[] = [];
  for (const name of new Set([...now.keys(), ...before.keys()])) {
    const [was, is] = [before.get(name), now.get(name)];
    if (was === is || name.startsWith(partName.loop)) continue;
    changes.push({
      kind: 'part',
      name,
      ...(was !== undefined && { was }),
      ...(is !== undefined && { is }),
    });
  }
  return changes;
}

/** The nearest nodes by whose own change a node has changed. */
function causes(start: string, before: Fingerprints, now: Fingerprints): string[] {
  const members = membersOfLoops(now);
  const found: string[] = [];
  const seen = new Set([start]);
  const pending = [start];
  for (const path of pending) {
    for (const near of nearestBefore(path, now, members)) {
      if (seen.has(near)) continue;
      seen.add(near);
      const [was, is] = [before.get(near), now.get(near)];
      if (!is || is.hash === was?.hash) continue;
      if (!was || partChanges(was, is).some((change) => counts(change, near, path)))
        found.push(near);
      else pending.push(near);
    }
  }
  return found;
}

/** Of the node that runs a flow, what that flow is has not led to a change in it. */
function counts(change: Change, near: string, path: string): boolean {
  const isOuter = `${near}/` === prefixOf(path);
  return change.kind === 'part' && !(isOuter && change.name === partName.subFlow);
}

/** The nodes before a node, those of its loop, and the node that runs the flow in which it stands. */
function* nearestBefore(
  path: string,
  now: Fingerprints,
  members: ReadonlyMap<string, readonly string[]>,
): Generator<string> {
  const prefix = prefixOf(path);
  for (const name of now.get(path)?.parts.keys() ?? []) {
    if (name.startsWith(partName.from)) yield prefix + name.slice(partName.from.length);
    if (name.startsWith(partName.loop)) yield* members.get(prefix + name) ?? [];
  }
  if (prefix !== '') yield prefix.slice(0, -1);
}

function membersOfLoops(now: Fingerprints): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const [path, { parts }] of now) {
    for (const name of parts.keys()) {
      if (!name.startsWith(partName.loop)) continue;
      const key = prefixOf(path) + name;
      const list = members.get(key);
      if (list) list.push(path);
      else members.set(key, [path]);
    }
  }
  return members;
}

function prefixOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
