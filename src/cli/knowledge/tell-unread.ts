import type { BaseState } from '../../knowledge/knowledge-base.ts';
import type { ProjectKnowledge } from '../../knowledge/project-knowledge.ts';
import { message, type Message } from '../../messages/message.ts';
import { KNOWLEDGE_FOLDER } from '../../project/knowledge.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import type { Terminal } from '../terminal.ts';

/** Tells of files in a base that nobody reads. */
export function tellOthers(
  name: string,
  { others }: Pick<BaseState, 'others'>,
  terminal: Terminal,
): void {
  if (others.size === 0) return;
  const n = [...others.values()].reduce((sum, count) => sum + count, 0);
  const endings = [...others.keys()].map((ending) => ending || '…').sort();
  tell(message('knowledge-others', { name, n, endings }), terminal);
}

/** Tells of documents that lie beside the bases. */
export function tellLoose(knowledge: ProjectKnowledge, terminal: Terminal): void {
  const n = knowledge.loose().length;
  if (n > 0) tell(message('knowledge-loose', { n, folder: `${KNOWLEDGE_FOLDER}/` }), terminal);
}

function tell(text: Message, { stderr, say }: Terminal): void {
  stderr.write(`${foreign(say(text))}\n`);
}
