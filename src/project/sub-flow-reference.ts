import type { Location } from '../diagnostics/diagnostic.ts';
import type { Flow, FlowNode } from '../flow/flow.ts';
import { child, hasUnknown, keyText, type MapEntry } from '../flow/tree.ts';

/** What a node says of the flow that it runs. */
export interface SubFlowReference {
  readonly node: FlowNode;
  /** As written: relative to the flow's file. */
  readonly path: string;
  readonly location: Location;
  /** Values of its parameters by name; those that are not known yet are left out. */
  readonly parameters: ReadonlyMap<string, MapEntry>;
}

/** The flows that a flow's nodes run; of those whose path is no text, or not known yet, there is nothing to say. */
export function subFlowReferences({ nodes }: Flow): SubFlowReference[] {
  return nodes.flatMap((node) => {
    if (!node.nodeType?.runsFlow) return [];
    const path = child(node.configTree, 'flow');
    if (path?.kind !== 'scalar' || typeof path.value !== 'string') return [];
    return { node, path: path.value, location: path.location, parameters: parametersOf(node) };
  });
}

function parametersOf({ configTree }: FlowNode): Map<string, MapEntry> {
  const given = child(configTree, 'parameters');
  if (given?.kind !== 'map') return new Map();
  const known = given.entries.filter(({ value }) => !hasUnknown(value));
  return new Map(known.map((entry) => [keyText(entry.key), entry]));
}
