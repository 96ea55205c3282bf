import { message } from '../../messages/message.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** An edge, listed or a router's, leads from a node to the same node. */
export const edgeToItself: Rule = ({ graph, report }) => {
  for (const { from, to, kind, location } of graph.edges) {
    // Handlers have a code of their own.
    if (from !== to || kind === 'handler') continue;
    const id = graph.nodes[from]?.id ?? '';
    const text = message('edge-to-itself', { id });
    report(finding('edge-to-itself', location, text, message('edge-to-itself/hint')));
  }
};
