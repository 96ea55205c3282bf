import { nearest } from '../diagnostics/nearest.ts';
import { message } from '../messages/message.ts';
import { KnowledgeFailure } from './knowledge.ts';

/** That there is no base of a name; the hint is the nearest of those that there are. */
export function missingBase(name: string, names: readonly string[]): KnowledgeFailure {
  const near = nearest(name, names);
  const hint =
    near !== undefined
      ? message('did-you-mean', { name: near })
      : names.length > 0
        ? message('knowledge-missing/known', { name, names })
        : message('knowledge-missing/none', { name });
  return new KnowledgeFailure('knowledge-missing', message('knowledge-missing', { name }), hint);
}
