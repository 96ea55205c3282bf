import type { Question } from '../../engine/run-event.ts';
import { message, type Say } from '../../messages/message.ts';

/** What a run that waits asks a person, and how the answer is given. */
export function questionsText(questions: readonly Question[], run: string, say: Say): string {
  const asked = questions.map(({ prompt, options }) =>
    options ? `${prompt}\n${options.map((option) => `- ${option}`).join('\n')}` : prompt,
  );
  const [{ node } = { node: '' }] = questions;
  return [...asked, say(message('openai/waiting', { run, node }))].join('\n\n');
}
