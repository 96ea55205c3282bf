import { NodeError, type Context } from '../engine/component.ts';
import { message } from '../messages/message.ts';
import { estimateTokens, TokenCount } from '../models/estimate-tokens.ts';
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
  const { left } = tokens;
  if (left <= 0) throw overLimit(context);
  if (prompt > left) throw overLimit(context, prompt);
  const most = Math.max(1, left - prompt);
  const limited = most < (question.maxTokens ?? Infinity);
  const spending = new Spending(context, prompt);
  try {
    const answer = await models.chat({
      ...question,
      ...(limited && { maxTokens: most }),
      signal: context.signal,
      written: (piece) => spending.add(piece),
      retrying: ({ text: problem }, pauseMs) => {
        const seconds = Math.round(pauseMs / 100) / 10;
        context.warn('model-retrying', message('model-retrying', { problem, seconds }));
      },
    });
    const usage = spending.settle(answer);
    const isOver = tokens.used > tokens.limit;
    if (isOver || (answer.finishReason === 'length' && limited)) throw overLimit(context);
    return checked({ ...answer, usage }, question, context);
  } catch (error) {
    throw error instanceof ModelFailure ? modelError(error) : error;
  } finally {
    spending.end();
  }
}

/** Counts texts that a model only reads. Throws {@link NodeError} where the run has no tokens for them. */
export function spendOnTexts(texts: readonly string[], context: Context): void {
  const tokens = sumOf(texts.map(estimateTokens));
  if (tokens > context.tokens.left) throw overLimit(context, tokens);
  context.tokens.spend(usageOf(tokens, 0));
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

/** What one question uses: set aside while the answer comes in, spent when it is there or has failed. */
class Spending {
  readonly #context: Context;
  readonly #prompt: number;
  readonly #written = new TokenCount();
  #held = 0;
  #settled = false;

  constructor(context: Context, prompt: number) {
    this.#context = context;
    this.#prompt = prompt;
    this.#hold(prompt);
  }

  /** Throws {@link NodeError} where the run has no more tokens, whatever the server thinks of `max_tokens`. */
  add(piece: string): void {
    this.#written.add(piece);
    this.#hold(this.#prompt + this.#written.least);
    if (this.#context.tokens.left >= 0) return;
    this.end();
    throw overLimit(this.#context);
  }

  /** The usage that a server tells, as far as it can be believed; null where it tells none, which is estimated. */
  settle({ usage, reasoning, text }: ChatAnswer): Usage | null {
    this.#hold(0);
    this.#settled = true;
    const written = this.#written;
    // What answers on this machine writes nothing that costs anything.
    const believed =
      usage && written.estimate > 0
        ? usageOf(
            usage.prompt_tokens < this.#prompt / 2 ? this.#prompt : usage.prompt_tokens,
            usage.completion_tokens < written.least ? written.estimate : usage.completion_tokens,
            usage.total_tokens,
          )
        : usage;
    const answer = estimateTokens(reasoning + text);
    this.#context.tokens.spend(believed ?? usageOf(this.#prompt, answer));
    return believed;
  }

  /** What has come of an answer that failed has been paid for. */
  end(): void {
    this.#hold(0);
    const { estimate } = this.#written;
    if (!this.#settled && estimate > 0) {
      this.#context.tokens.spend(usageOf(this.#prompt, estimate));
    }
    this.#settled = true;
  }

  #hold(tokens: number): void {
    this.#context.tokens.hold(tokens - this.#held);
    this.#held = tokens;
  }
}

function usageOf(prompt_tokens: number, completion_tokens: number, total = 0): Usage {
  const total_tokens = Math.max(total, prompt_tokens + completion_tokens);
  return { prompt_tokens, completion_tokens, total_tokens };
}

/** `prompt`: what the next question alone would use, where that is too much. */
function overLimit({ tokens: { left, limit } }: Context, prompt?: number): NodeError {
  const used = limit - left;
  const text =
    prompt === undefined
      ? message('token-limit', { used, limit })
      : message('token-limit/prompt', { left, prompt });
  return new NodeError('token-limit', text, {
    hint: message('token-limit/hint'),
    details: { used, limit },
  });
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
