import { message, sayIn, type MessageKey } from '../messages/message.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { ModelFailure } from './model-failure.ts';
import { noTokens, type ChatAnswer, type ChatRequest } from './models.ts';
import { bestStatements } from './best-statements.ts';
import type { Statement } from './statements.ts';

const STATEMENTS = 3;

/**
 * Answers without a model: picks the sentences of the context that bear on the question, and says so in every answer.
 * Without a context the rest of the prompt is one. Rejects a schema: nothing here can fill one.
 */
export function answerOffline(request: ChatRequest): ChatAnswer {
  const { schema, maxTokens = Infinity, text, signal } = request;
  if (schema) throw new ModelFailure('model-offline', {}, { hint: 'model-offline/hint' });
  signal.throwIfAborted();
  const { question, context } = sources(request);
  const found = bestStatements(question, context, STATEMENTS);
  const say = sayIn(/\p{sc=Han}/u.test(question) ? 'zh' : 'en');
  const words = (key: MessageKey): string => say(message(key));
  const pieces = [
    words(found.length > 0 ? 'offline-answer' : 'offline-answer/nothing'),
    ...cited(within(found, maxTokens)),
  ];
  for (const piece of pieces) text?.(piece);
  return {
    text: pieces.join(''),
    reasoning: '',
    usage: noTokens,
    finishReason: 'stop',
    model: 'offline',
  };
}

/** As many as there is room for, but one at least. */
function within(sentences: readonly Statement[], tokens: number): Statement[] {
  let left = tokens;
  return sentences.filter(({ text }, n) => {
    left -= estimateTokens(text);
    return n === 0 || left >= 0;
  });
}

/** The sentences, each with the number of its source, and the sources below them. */
function cited(sentences: readonly Statement[]): string[] {
  const sources = [...new Set(sentences.flatMap(({ source }) => source ?? []))];
  const lines = sentences.map(({ text, source }) => {
    const number = source?.slice(0, source.indexOf(']') + 1);
    return number === undefined ? text : `${text} ${number}`;
  });
  return [lines, sources].flatMap((block) =>
    block.map((line, n) => (n === 0 ? `\n\n${line}` : `\n${line}`)),
  );
}

/** What is asked and what there is to answer from; a prompt by itself holds both: the question is its end. */
function sources({ question, context, messages }: ChatRequest): {
  question: string;
  context: string;
} {
  const prompt = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const paragraphs = prompt.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '');
  const asked = question ?? lastQuestion(prompt) ?? paragraphs.at(-1) ?? '';
  const last = prompt.lastIndexOf(asked);
  const rest = last < 0 ? prompt : prompt.slice(0, last) + prompt.slice(last + asked.length);
  return { question: asked, context: context ?? rest };
}

function lastQuestion(prompt: string): string | undefined {
  return prompt
    .split('\n')
    .findLast((line) => /[?？]\s*$/.test(line))
    ?.trim();
}
