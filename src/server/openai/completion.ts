import type { TokenUsage } from '../../engine/tokens.ts';
import { objectOf, type Value, type ValueObject } from '../../flow/value.ts';
import type { RunEnd } from '../../service/live-run.ts';

/** Whose answer it is. */
export interface CompletionHead {
  readonly run: string;
  readonly model: string;
  /** Seconds since 1970. */
  readonly created: number;
}

/** A whole answer, as OpenAI's API tells it; `bisheng` is ours. */
export function completion(head: CompletionHead, text: string, end: RunEnd): ValueObject {
  const message = { role: 'assistant', content: text, refusal: null };
  return {
    ...common(head, 'chat.completion'),
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage: usageShape(end.usage),
    bisheng: ours(head, end),
  };
}

/** A piece of an answer that is streamed. `usage` is null in all but the last, where it was asked for. */
export function completionChunk(
  head: CompletionHead,
  delta: ValueObject,
  { end, usage }: { readonly end?: RunEnd; readonly usage: null | undefined },
): ValueObject {
  const choice = { index: 0, delta, logprobs: null, finish_reason: end ? 'stop' : null };
  return {
    ...common(head, 'chat.completion.chunk'),
    choices: [choice],
    ...(usage === null && { usage }),
    ...(end && { bisheng: ours(head, end) }),
  };
}

/** The piece after the last, which tells the tokens. */
export function usageChunk(head: CompletionHead, usage: TokenUsage | undefined): ValueObject {
  return { ...common(head, 'chat.completion.chunk'), choices: [], usage: usageShape(usage) };
}

function common({ run, model, created }: CompletionHead, object: string): ValueObject {
  return { id: `chatcmpl-${run}`, object, created, model };
}

function ours({ run }: CompletionHead, { status, questions }: RunEnd): ValueObject {
  return objectOf([
    ['run_id', run],
    ['status', status],
    ...(status === 'waiting' ? [['questions', questions as unknown as Value] as const] : []),
  ]);
}

/** Of a flow that has asked no model, nothing. */
function usageShape(usage: TokenUsage | undefined): ValueObject {
  const { prompt_tokens = 0, completion_tokens = 0, total_tokens = 0 } = usage ?? {};
  return { prompt_tokens, completion_tokens, total_tokens };
}
