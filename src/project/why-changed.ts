import type { Location } from '../diagnostics/diagnostic.ts';
import { changesOf, type Change } from '../flow/fingerprint/changes.ts';
import { partName, type Fingerprints } from '../flow/fingerprint/fingerprint.ts';
import type { Flow, FlowNode } from '../flow/flow.ts';
import { entry } from '../flow/tree.ts';
import { message, type Message } from '../messages/message.ts';
import type { FlowTree } from './flow-tree.ts';

/** More nodes than these are not named. */
const NAMED = 3;

/**
 * Why a node has another fingerprint than before, with the places in the flow's file as it is now; empty where it has the same.
 * `path` is the node's as events name it.
 */
export function whyChanged(
  path: string,
  before: Fingerprints,
  now: Fingerprints,
  tree: FlowTree,
): Message[] {
  const found = nodeAt(path, tree);
  return changesOf(path, before, now).map((change) => inWords(change, found));
}

/** A node of a flow, where it stands. */
export interface NodePlace {
  readonly flow: Flow;
  readonly node: FlowNode;
}

/** The node of a path, in the flow or one that it runs. */
export function nodeAt(path: string, tree: FlowTree): NodePlace | undefined {
  const steps = path.split('/');
  let at: FlowTree | undefined = tree;
  for (const step of steps.slice(0, -1)) at = at?.subFlows.get(step);
  const node = at?.flow.nodes.find(({ id }) => id === steps.at(-1));
  return at && node && { flow: at.flow, node };
}

/** A change in a sentence. */
export function inWords(change: Change, at: NodePlace | undefined): Message {
  switch (change.kind) {
    case 'new':
      return message('why/new');
    case 'ancestors': {
      const { nodes } = change;
      const named = nodes.slice(0, NAMED);
      if (named.length === 0) return message('why/unknown');
      const count = nodes.length;
      const names = count > NAMED ? [...named, '…'] : named;
      return message('why/ancestors', { count, nodes: names });
    }
    case 'part':
      return partInWords(change, at);
  }
}

/** Sentences for what stands outside of the flow, by the beginnings of parts' names; the rest is a name. */
const outside = [
  [partName.code, 'why/code'],
  [partName.file, 'why/file'],
  [partName.model, 'why/model'],
  [partName.knowledge, 'why/knowledge'],
  [partName.parameter, 'why/parameter'],
  [partName.runInput, 'why/input'],
] as const;

function partInWords(
  { name, was, is }: Extract<Change, { kind: 'part' }>,
  at: NodePlace | undefined,
): Message {
  const type = at?.node.type ?? '';
  for (const [prefix, key] of outside) {
    if (name.startsWith(prefix)) return message(key, { name: name.slice(prefix.length), type });
  }
  if (name === partName.python) {
    return message('why/python', { before: was ?? '?', now: is ?? '?' });
  }
  if (name === partName.packages) return message('why/packages', { type });
  if (name === partName.rights) return message('why/rights', { type });
  const place = at && placeOf(name, at);
  const values = { name: shownName(name), place: place ? placeText(place) : '' };
  const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
  return message(values.place === '' ? `why/${kind}` : `why/${kind}-at`, values);
}

function shownName(name: string): string {
  if (name.startsWith(partName.from)) return `edge ${name.slice(partName.from.length)} →`;
  if (name === partName.subFlow) return 'config.flow';
  return name === partName.to ? 'edges' : name;
}

/** Where a part stands, or where it should if it is there no more. */
function placeOf(name: string, { flow, node }: NodePlace): Location {
  if (name === partName.type) return node.typeLocation;
  if (name.startsWith(partName.config)) {
    const found = entry(node.configTree, name.slice(partName.config.length));
    return found?.key.location ?? node.idLocation;
  }
  if (name === partName.subFlow) {
    return entry(node.configTree, 'flow')?.value.location ?? node.idLocation;
  }
  if (name.startsWith(partName.input)) {
    const input = node.inputs.find((one) => partName.input + one.name === name);
    return input?.nameLocation ?? node.idLocation;
  }
  if (name.startsWith(partName.from)) {
    const from = name.slice(partName.from.length);
    const edge = flow.edges.find((one) => one.from.node === from && one.to.node === node.id);
    return edge?.location ?? node.idLocation;
  }
  if (name === partName.retryWhen) return node.retry?.when?.tree.location ?? node.idLocation;
  if (name === partName.onError && node.onError.kind === 'node') return node.onError.location;
  return node.idLocation;
}

function placeText({ file, start }: Location): string {
  return `${file.path}:${file.lineAt(start) + 1}`;
}
