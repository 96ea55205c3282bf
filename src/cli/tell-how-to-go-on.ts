import type { RunOutcome } from '../engine/run.ts';
import { questionName } from '../engine/question-name.ts';
import type { Question } from '../engine/run-event.ts';
import { message } from '../messages/message.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { note, type Terminal } from './terminal.ts';
import type { StoredAs } from './to-store.ts';

/** Says with which command a run goes on that has not succeeded; one that is not kept can't. */
export function tellHowToGoOn(
  runId: string,
  { status }: RunOutcome,
  questions: readonly Question[],
  stored: StoredAs | undefined,
  terminal: Terminal,
): void {
  if (status === 'succeeded') return;
  if (!stored) {
    if (status === 'waiting') note(terminal, message('report/how-to-answer'));
    return;
  }
  const { say } = terminal;
  const nodes = questions.map((question) => foreign(questionName(question, questions)));
  const answers = [...new Set(nodes)]
    .map((node) => {
      const text = say(message('resume/how-answer-text', { node }));
      // A shell takes brackets for a pattern.
      return node.endsWith(']') ? text.replace(/ (.*)$/, " '$1'") : text;
    })
    .join(' ');
  const { elsewhere } = stored;
  const id = runId.slice(0, 8);
  const key = status === 'waiting' && answers !== '' ? 'resume/how-answer' : 'resume/how';
  const place = elsewhere === undefined ? '' : `cd ${foreign(elsewhere)} && `;
  note(terminal, message(key, { id, answers, place }));
}
