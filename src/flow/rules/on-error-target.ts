import { nearest } from '../../diagnostics/nearest.ts';
import { message } from '../../messages/message.ts';
import { finding } from './finding.ts';
import { nodeHint } from './listed.ts';
import type { Rule } from './rule.ts';

/** What else `on_error` may be. */
const words = ['continue', 'fail'];

/** `on_error` names no node, or the node itself. */
export const onErrorTarget: Rule = (context) => {
  const { graph, report } = context;
  for (const { id: node, onError } of graph.nodes) {
    if (onError.kind !== 'node') continue;
    const { id, location } = onError;
    if (!graph.index.has(id)) {
      const text = message('on-error-target-missing', { node, id });
      const word = nearest(id, words);
      const hint =
        word !== undefined && context.nearestId(id) === undefined
          ? message('did-you-mean', { name: word })
          : nodeHint(context, id);
      report(finding('on-error-target-missing', location, text, hint));
    } else if (id === node) {
      const text = message('on-error-to-itself', { node });
      report(finding('on-error-to-itself', location, text, message('on-error-to-itself/hint')));
    }
  }
};
