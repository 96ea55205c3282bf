import { NodeError, type Context } from '../engine/component.ts';
import { message } from '../messages/message.ts';
import { estimateTokens } from '../models/estimate-tokens.ts';
import { ModelFailure } from '../models/model-failure.ts';
import type { ChatAnswer, ChatRequest, Models, Usage } from '../models/models.ts';
import { schemaProblem } from './answer-schema.ts';

/** What a node asks of a model. */
export type Question = Omit<ChatRequest, 'signal' | 'retrying'>;

/**
 * Asks a model for a node: within the run's limit of tokens, which it counts, and with its failures in the node's words. An
 * answer to a schema fits it. Throws {@link NodeError}.
 */
export async function askModel(
  models: Models,
  question: Question,
  context: Context,
): Promise<ChatAnswer> {
  const prompt = sumOf(question.messages.map(({ content }) => estimateTokens(content)));
  const { tokens } = context;
  const left = tokens.limit - tokens.used;
  if (left <= 0) throw overLimit(context);
  if (prompt > left) throw overLimit(context, prompt);
  const maxTokens = Math.min(question.maxTokens ?? Infinity, left);
  let told = '';
  try {
    const answer = await models.chat({
      ...question,
      ...(maxTokens < Infinity && { maxTokens }),
      signal: context.signal,
      text: (text) => {
        told += text;
        question.text?.(text);
      },
      retrying: ({ text: problem }, pauseMs) => {
        const seconds = Math.round(pauseMs / 100) / 10;
        context.warn('model-retrying', message('model-retrying', { problem, seconds }));
      },
    });
    told = '';
    tokens.spend(answer.usage ?? estimated(prompt, answer.reasoning + answer.text));
    const limited = maxTokens !== question.maxTokens && maxTokens < Infinity;
    if (answer.finishReason === 'length' && limited) throw overLimit(context);
    return checked(answer, question, context);
  } catch (error) {
    // What has come of an answer has been paid for.
    if (told !== '') tokens.spend(estimated(prompt, told));
    throw error instanceof ModelFailure ? modelError(error) : error;
  }
}

/** A model's failure as a node's. */
export function modelError({ code, text, hint, details, cause }: ModelFailure): NodeError {
  return new NodeError(code, text, { details, cause, ...(hint && { hint }) });
}

/** Throws for JSON that does not fit its schema; warns of an answer that ends too early. */
function checked(answer: ChatAnswer, { schema }: Question, context: Context): ChatAnswer {
  const { model: name, json, finishReason } = answer;
  if (schema && json !== undefined) {
    const problem = schemaProblem(schema, json);
    if (!problem) return answer;
    throw modelError(
      new ModelFailure('model-json/schema', { name, problem }, { hint: 'model-json/hint' }),
    );
  }
  if (finishReason === 'length') {
    context.warn('model-answer-cut', message('model-answer-cut', { name }));
  }
  return answer;
}

function estimated(prompt_tokens: number, answer: string): Usage {
  const completion_tokens = estimateTokens(answer);
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

/** `prompt`: what the next question alone would use, where that is too much. */
function overLimit({ tokens: { used, limit } }: Context, prompt?: number): NodeError {
  const text =
    prompt === undefined
      ? message('token-limit', { used, limit })
      : message('token-limit/prompt', { left: limit - used, prompt });
  return new NodeError('token-limit', text, {
    hint: message('token-limit/hint'),
    details: { used, limit },
  });
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
