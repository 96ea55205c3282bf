import { toJson, type ValueObject } from '../../flow/value.ts';
import { message, type Say } from '../../messages/message.ts';
import { problemOf } from '../answer.ts';
import { eventStream } from '../event-stream.ts';
import { HttpProblem } from '../http-problem.ts';
import { OtherAnswer, type AnswerPiece } from './answer-pieces.ts';
import { completionChunk, usageChunk, type CompletionHead } from './completion.ts';
import { endProblem } from './end-problem.ts';
import { openAiError } from './openai-answer.ts';

/** So long is waited for a first word, before the answer's status is told. Milliseconds. */
const FIRST = 10_000;

interface StreamOptions {
  readonly head: CompletionHead;
  readonly tellsUsage: boolean;
  readonly say: Say;
  readonly close: () => void;
}

/**
 * An answer as OpenAI's API streams it. Rejects with HttpProblem where the run fails before it has said anything; later the failure goes
 * into the stream, and ends it.
 */
export async function completionStream(
  pieces: AsyncGenerator<AnswerPiece, void>,
  { head, tellsUsage, say, close }: StreamOptions,
): Promise<ReadableStream<Uint8Array>> {
  const usage = tellsUsage ? null : undefined;
  const piece = (delta: ValueObject): string => framed(completionChunk(head, delta, { usage }));
  const framesOf = ({ value }: IteratorResult<AnswerPiece, void>): string | undefined => {
    if (!value) return undefined;
    if ('text' in value) return piece({ content: value.text });
    const problem = endProblem(value.end);
    if (problem) throw problem;
    const last = framed(completionChunk(head, {}, { end: value.end, usage }));
    return `${last}${tellsUsage ? framed(usageChunk(head, value.end.usage)) : ''}data: [DONE]\n\n`;
  };
  const begun = pieces.next();
  const first = await soon(begun);
  const opening =
    piece({ role: 'assistant', content: '' }) + (first ? (framesOf(first) ?? '') : '');
  let next = first ? undefined : begun;
  let isBroken = false;
  const frames = {
    next: async () => {
      if (isBroken) return undefined;
      try {
        const piece = await (next ?? pieces.next());
        next = undefined;
        return framesOf(piece);
      } catch (error) {
        isBroken = true;
        close();
        return framed({ error: { ...openAiError(asProblem(error, say), say) } });
      }
    },
    close,
  };
  return eventStream(frames, opening);
}

function asProblem(error: unknown, say: Say): HttpProblem {
  return error instanceof OtherAnswer
    ? new HttpProblem(500, 'other-answer', message('openai/other-answer'))
    : problemOf(error, say);
}

function framed(value: ValueObject): string {
  return `data: ${toJson(value)}\n\n`;
}

async function soon<T>(value: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), FIRST).unref();
  });
  const result = await Promise.race([value, late]);
  clearTimeout(timer);
  return result;
}
