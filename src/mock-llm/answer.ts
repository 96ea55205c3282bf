import { objectOf, toJson } from '../flow/value.ts';
import type { ChatBody } from './chat-request.ts';
import { sampleOf } from './sample.ts';
import type { MockReply } from './script.ts';
import { tokensOf } from './tokens.ts';

/** One piece of an answer's stream. */
export interface AnswerChunk {
  readonly of: 'reasoning' | 'text';
  readonly text: string;
}

export interface Answer {
  readonly chunks: readonly AnswerChunk[];
  readonly finishReason: string;
  readonly usage: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
  };
}

/**
 * What is answered to a request: what the reply says, else JSON that fits the schema that is asked for, else the user's
 * own message.
 */
export function answerTo(chat: ChatBody, reply: MockReply | undefined, chunkSize: number): Answer {
  const chunks: AnswerChunk[] = [];
  const fill = (text: string): string => text.replaceAll('{input}', () => chat.input);
  const said = [
    ['reasoning', piecesOf(reply?.reasoning ?? [], fill, chunkSize)],
    ['text', textPieces(chat, reply, fill, chunkSize)],
  ] as const;
  let left = chat.maxTokens;
  let completion = 0;
  for (const [of, pieces] of said) {
    for (const piece of pieces) {
      const tokens = tokensOf(piece);
      const kept = tokens.slice(0, Math.max(0, left));
      left -= tokens.length;
      completion += kept.length;
      if (kept.length > 0) chunks.push({ of, text: kept.join('') });
    }
  }
  const prompt = tokensOf(chat.prompt).length;
  return {
    chunks,
    finishReason: left < 0 ? 'length' : (reply?.finish_reason ?? 'stop'),
    usage: {
      prompt_tokens: prompt,
      completion_tokens: completion,
      total_tokens: prompt + completion,
    },
  };
}

type Fill = (text: string) => string;

function textPieces(
  { input, schema }: ChatBody,
  reply: MockReply | undefined,
  fill: Fill,
  size: number,
): readonly string[] {
  if (reply?.json !== undefined) return grouped(toJson(reply.json), size);
  if (reply?.text !== undefined) return piecesOf(reply.text, fill, size);
  if (schema === undefined) return grouped(input, size);
  return grouped(toJson(schema === true ? objectOf([]) : sampleOf(schema)), size);
}

function piecesOf(given: string | readonly string[], fill: Fill, size: number): readonly string[] {
  return typeof given === 'string' ? grouped(fill(given), size) : given.map(fill);
}

function grouped(text: string, size: number): string[] {
  const tokens = tokensOf(text);
  const groups: string[] = [];
  for (let at = 0; at < tokens.length; at += size) {
    groups.push(tokens.slice(at, at + size).join(''));
  }
  return groups;
}
