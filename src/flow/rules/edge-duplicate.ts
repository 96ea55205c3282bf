import { message } from '../../messages/message.ts';
import type { FlowEdge } from '../flow.ts';
import { withoutItem } from '../read/without-item.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** The same edge is listed twice: same ends, same ports, same condition. */
export const edgeDuplicate: Rule = ({ flow, report }) => {
  const betweenNodes = new Map<string, FlowEdge>();
  const firsts = new Map<string, FlowEdge>();
  for (const edge of flow.edges) {
    const { from, to } = edge;
    const nodes = `${from.node} ${to.node}`;
    const other = betweenNodes.get(nodes);
    if (!other) {
      betweenNodes.set(nodes, edge);
      continue;
    }
    // Most edges are the only one between their nodes and need no closer look.
    firsts.set(keyOf(other), other);
    const key = keyOf(edge);
    const first = firsts.get(key);
    if (!first) {
      firsts.set(key, edge);
      continue;
    }
    const found = finding(
      'edge-duplicate',
      edge.location,
      message('edge-duplicate', { from: from.node, to: to.node }),
      message('edge-duplicate/hint'),
      [{ message: message('edge-duplicate/first'), location: first.location }],
    );
    const edit = withoutItem(edge.location);
    report(
      edit ? { ...found, fix: { title: message('edge-duplicate/hint'), edits: [edit] } } : found,
    );
  }
};

function keyOf({ from, to, condition }: FlowEdge): string {
  const text = condition && String(condition.tree.value).trim();
  return JSON.stringify([from.node, from.port, to.node, to.port, text]);
}
