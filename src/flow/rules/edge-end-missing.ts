import { message } from '../../messages/message.ts';
import type { Endpoint } from '../flow.ts';
import { finding } from './finding.ts';
import { nodeHint } from './listed.ts';
import type { Rule } from './rule.ts';

/** An edge comes from, or leads to, a node that does not exist. */
export const edgeEndMissing: Rule = (context) => {
  const { flow, graph, report } = context;
  const check = (
    { node: id, location }: Endpoint,
    code: 'edge-source-missing' | 'edge-target-missing',
  ): void => {
    if (graph.index.has(id)) return;
    report(finding(code, location, message(code, { id }), nodeHint(context, id)));
  };
  for (const { from, to } of flow.edges) {
    check(from, 'edge-source-missing');
    check(to, 'edge-target-missing');
  }
};
