import { message } from '../../messages/message.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** Two nodes have the same id. */
export const nodeIdDuplicate: Rule = ({ flow, graph, report }) => {
  for (const node of flow.nodes) {
    const first = graph.nodes[graph.index.get(node.id) ?? -1];
    if (!first || first === node) continue;
    const values = { id: node.id };
    report(
      finding(
        'node-id-duplicate',
        node.idLocation,
        message('node-id-duplicate', values),
        message('node-id-duplicate/hint'),
        [{ message: message('node-id-duplicate/first', values), location: first.idLocation }],
      ),
    );
  }
};
