import { message } from '../../messages/message.ts';
import { maxLoopDepth } from '../graph/loops.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** Loops stand in loops more than a hundred levels deep. */
export const loopTooDeep: Rule = ({ graph, report }) => {
  for (const { controller, depth } of graph.loops) {
    const node = graph.nodes[controller];
    if (depth <= maxLoopDepth || !node) continue;
    const text = message('loop-too-deep', { node: node.id, limit: maxLoopDepth });
    report(finding('loop-too-deep', node.idLocation, text, message('loop-too-deep/hint')));
  }
};
