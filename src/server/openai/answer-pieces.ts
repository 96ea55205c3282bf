import { endOf, type RunEnd } from '../../service/live-run.ts';
import type { Subscription } from '../../service/subscription.ts';

/** A piece of an answer, or how the run has ended. */
export type AnswerPiece = { readonly text: string } | { readonly end: RunEnd };

/** What was streamed is not what the flow has returned in the end. */
export class OtherAnswer extends Error {
  override name = 'OtherAnswer';
}

/**
 * A run's answer as it comes: what the node streams, then what is left of the text that the flow returns, then the end. `textOf` has the
 * text of an end. Throws {@link OtherAnswer}.
 */
export async function* answerPieces(
  subscription: Subscription,
  node: string | undefined,
  textOf: (end: RunEnd) => string,
): AsyncGenerator<AnswerPiece, void> {
  let told = '';
  for (;;) {
    const events = await subscription.take();
    if (!events) {
      yield { end: interrupted };
      return;
    }
    let text = '';
    let end: RunEnd | undefined;
    for (const event of events) {
      if (event.type === 'stream_chunk' && event.node === node) text += event.text;
      end ??= endOf(event);
    }
    told += text;
    if (text !== '') yield { text };
    if (end) {
      yield* lastPieces(told, end, textOf);
      return;
    }
  }
}

function* lastPieces(
  told: string,
  end: RunEnd,
  textOf: (end: RunEnd) => string,
): Generator<AnswerPiece> {
  if (end.status === 'succeeded') {
    const answer = textOf(end);
    // A node may take off the space around what it has streamed.
    const rest = answer.startsWith(told) ? answer.slice(told.length) : '';
    if (rest !== '') yield { text: rest };
    else if (answer.trim() !== told.trim()) throw new OtherAnswer();
  } else if (end.status === 'waiting') {
    yield { text: told === '' ? textOf(end) : `\n\n${textOf(end)}` };
  }
  yield { end };
}

const interrupted: RunEnd = {
  status: 'interrupted',
  outputs: {},
  single: false,
  error: null,
  questions: [],
};
