import type { ComponentChildren } from 'preact';
import { problemWords } from '../parts/trouble.tsx';
import { addressOf } from '../place.ts';
import { QuestionForm } from '../run/question-form.tsx';
import type { Json } from '../server/shapes.ts';
import { RichText } from '../text/rich-text.tsx';
import { useSay } from '../words/say.ts';
import { answerOf, type Turn } from './turn.ts';

interface SaidProps {
  readonly turn: Turn;
  readonly answer: (node: string, value: Json) => Promise<void>;
}

/** A message, and what the flow says to it. */
export function Said({ turn, answer }: SaidProps): ComponentChildren {
  const say = useSay();
  const { input, run, story, problem } = turn;
  const text = story && answerOf(story);
  const isRunning = !problem && (story?.status === undefined || story.status === 'running');
  return (
    <>
      <div class="said-by is-person">
        <p class="hidden">{say('chat/you')}</p>
        <p class="pre bubble" dir="auto">
          {input}
        </p>
      </div>
      <div class="said-by is-flow">
        <p class="hidden">{say('chat/flow')}</p>
        {text !== undefined && text !== '' && <RichText text={text} />}
        {isRunning && (text === undefined || text === '') && (
          <p class="quiet thinking">{say('chat/thinking')}</p>
        )}
        {story?.questions.map((question) => (
          <QuestionForm
            key={`${question.node} ${question.iteration?.join() ?? ''} ${story.asked}`}
            question={question}
            answer={(value) => answer(question.node, value)}
          />
        ))}
        {story?.status === 'failed' && (
          <p class="notice is-bad">{say('chat/failed', { reason: story.error?.message ?? '' })}</p>
        )}
        {story?.status === 'cancelled' && <p class="quiet">{say('chat/cancelled')}</p>}
        {problem !== undefined && <p class="notice is-bad">{problemWords(problem, say)}</p>}
        {run !== undefined && !isRunning && (
          <p class="small">
            <a class="quiet" href={addressOf({ at: 'run', id: run })}>
              {say('chat/run')}
            </a>
          </p>
        )}
      </div>
    </>
  );
}
