import { questionName } from '../../engine/question-name.ts';
import type { Question } from '../../engine/run-event.ts';
import { message, type Say } from '../../messages/message.ts';
import { foreign, foreignLines } from '../text/foreign.ts';

/** What a run that waits asks, as lines. */
export function waitingLines(questions: readonly Question[], say: Say): string[] {
  return questions.flatMap((question) =>
    questionLines(question, questionName(question, questions), say),
  );
}

function questionLines(question: Question, name: string, say: Say): string[] {
  const [first = '', ...rest] = foreignLines(question.prompt);
  const node = foreign(name);
  const lines = [say(message('report/asks', { node, prompt: first })), ...rest];
  if (question.options?.length) {
    const options = question.options.map(foreign).join(' / ');
    lines.push(say(message('report/options', { options })));
  }
  return lines.map((line, index) => (index === 0 ? line : `  ${line}`));
}
