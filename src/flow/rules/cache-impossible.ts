import { message } from '../../messages/message.ts';
import { cacheObstacle } from '../checks/may-cache.ts';
import { finding } from './finding.ts';
import type { Rule } from './rule.ts';

/** `cache: true` on a node whose results can't stand for others. */
export const cacheImpossible: Rule = ({ flow, graph, report }) => {
  for (const node of graph.nodes) {
    if (node.cache !== true) continue;
    const obstacle = cacheObstacle(node, flow.edges);
    if (!obstacle) continue;
    const values = { node: node.id, type: node.type };
    const text = message(`cache-impossible/${obstacle}`, values);
    report(
      finding(
        'cache-impossible',
        node.cacheLocation ?? node.idLocation,
        text,
        message(`cache-impossible/${obstacle}-hint`, values),
      ),
    );
  }
};
