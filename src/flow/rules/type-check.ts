import type { Rule } from './rule.ts';

/** What only the type of a node knows to check of its config. */
export const typeCheck: Rule = ({ flow, report }) => {
  for (const node of flow.nodes) node.nodeType?.check?.(node, report);
};
