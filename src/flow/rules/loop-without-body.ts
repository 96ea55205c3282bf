import { message } from '../../messages/message.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** No edge leads back to a LoopController, so it repeats nothing. */
export const loopWithoutBody: Rule = ({ graph, upstream, report }) => {
  for (const [index, { id, nodeType, idLocation }] of graph.nodes.entries()) {
    if (nodeType?.role !== 'loop' || (graph.controls[index]?.body.length ?? 0) > 0) continue;
    if (upstream.isUnsure(index)) continue;
    const text = message('loop-without-body', { node: id });
    const hint = message('loop-without-body/hint', { node: id });
    report(finding('loop-without-body', idLocation, text, hint));
  }
};
