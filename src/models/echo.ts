import { noTokens, type ChatAnswer, type ChatRequest } from './models.ts';

/** Says what the last message says, in pieces that end behind spaces and Chinese characters: for tests. */
export function echo({ messages, text, signal }: ChatRequest): ChatAnswer {
  const said = messages.at(-1)?.content ?? '';
  for (const [piece] of said.matchAll(/\s*(?:\p{sc=Han}|[^\s\p{sc=Han}]+)|\s+$/gu)) {
    signal.throwIfAborted();
    text?.(piece);
  }
  return { text: said, reasoning: '', usage: noTokens, finishReason: 'stop', model: 'echo' };
}
