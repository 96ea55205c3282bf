import { message } from '../../messages/message.ts';
import type { Endpoint, FlowEdge } from '../flow.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** The same edge is listed twice: same ends, same ports, same condition. */
export const edgeDuplicate: Rule = ({ flow, report }) => {
  const firsts = new Map<string, FlowEdge>();
  for (const edge of flow.edges) {
    const key = JSON.stringify([
      ...parts(edge.from),
      ...parts(edge.to),
      edge.condition && String(edge.condition.tree.value).trim(),
    ]);
    const first = firsts.get(key);
    if (!first) {
      firsts.set(key, edge);
      continue;
    }
    const text = message('edge-duplicate', { from: edge.from.node, to: edge.to.node });
    report(
      finding('edge-duplicate', edge.location, text, message('edge-duplicate/hint'), [
        { message: message('edge-duplicate/first'), location: first.location },
      ]),
    );
  }
};

function parts({ node, port }: Endpoint): (string | undefined)[] {
  return [node, port];
}
