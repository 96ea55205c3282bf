import { nearestOrPart } from '../../diagnostics/nearest.ts';
import { message, type Message } from '../../messages/message.ts';
import type { RuleContext } from './rule.ts';

const MOST_LISTED = 20;

/** Names for a sentence; of many only the first ones. */
export function listed(names: readonly string[]): readonly string[] {
  return names.length > MOST_LISTED ? [...names.slice(0, MOST_LISTED), '…'] : names;
}

/** The known name that was meant, else all there are. `key` puts the list into words. */
export function nearestOrAll(
  name: string,
  known: readonly string[],
  key: 'known/config' | 'known/values' | 'known/outputs' | 'known/inputs',
): Message | undefined {
  const near = nearestOrPart(name, known);
  if (near !== undefined) return message('did-you-mean', { name: near });
  return known.length > 0 ? message(key, { known: listed(known) }) : undefined;
}

/** What to do about an id that no node has. */
export function nodeHint({ nearestId, graph }: RuleContext, id: string): Message | undefined {
  const near = nearestId(id);
  if (near !== undefined) return message('did-you-mean', { name: near });
  const known = graph.nodes.slice(0, MOST_LISTED + 1).map((node) => node.id);
  return known.length > 0 ? message('known/nodes', { known: listed(known) }) : undefined;
}
