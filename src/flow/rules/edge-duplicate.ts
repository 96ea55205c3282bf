import { message } from '../../messages/message.ts';
import type { FlowEdge } from '../flow.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** The same edge is listed twice: same ends, same ports, same condition. */
export const edgeDuplicate: Rule = ({ flow, report }) => {
  const firsts = new Map<string, FlowEdge>();
  for (const edge of flow.edges) {
    const { from, to, condition } = edge;
    const text = condition && String(condition.tree.value).trim();
    const key = JSON.stringify([from.node, from.port, to.node, to.port, text]);
    const first = firsts.get(key);
    if (!first) {
      firsts.set(key, edge);
      continue;
    }
    report(
      finding(
        'edge-duplicate',
        edge.location,
        message('edge-duplicate', { from: from.node, to: to.node }),
        message('edge-duplicate/hint'),
        [{ message: message('edge-duplicate/first'), location: first.location }],
      ),
    );
  }
};
