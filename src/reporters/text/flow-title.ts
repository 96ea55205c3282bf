import { message, type Say } from '../../messages/message.ts';
import { foreign } from './foreign.ts';

/** How a flow is called: by its name and its file; one without a name goes by its file alone. */
export function flowTitle(name: string, file: string, say: Say): string {
  if (name === file) return foreign(file);
  return say(message('report/flow-title', { flow: foreign(name), file: foreign(file) }));
}
