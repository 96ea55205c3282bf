import { APIError } from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { toJson } from '../flow/value.ts';
import type { ChatMessage, ChatRequest } from './models.ts';

type Concession = 'without-usage' | 'json-object' | 'without-format' | 'completion-tokens';

/**
 * What an API does without that calls itself compatible. What it refuses is left out or said in another way, and remembered:
 * the next request goes through at once.
 */
export class Concessions {
  readonly #made = new Set<Concession>();

  /** Sends a request, and sends it again as long as there is something to concede. */
  async send<T>(
    model: string,
    request: ChatRequest,
    send: (body: ChatCompletionCreateParamsStreaming) => Promise<T>,
  ): Promise<T> {
    for (;;) {
      const before = new Set(this.#made);
      try {
        return await send(this.#body(model, request));
      } catch (error) {
        const next = refused(error, request, before);
        if (!next) throw error;
        this.#made.add(next);
      }
    }
  }

  #body(model: string, request: ChatRequest): ChatCompletionCreateParamsStreaming {
    const { messages, temperature, maxTokens, schema } = request;
    const has = (concession: Concession): boolean => this.#made.has(concession);
    const limit = has('completion-tokens') ? 'max_completion_tokens' : 'max_tokens';
    return {
      model,
      messages: schema ? withSchema(messages, toJson(schema)) : [...messages],
      stream: true,
      ...(!has('without-usage') && { stream_options: { include_usage: true } }),
      ...(temperature !== undefined && { temperature }),
      ...(maxTokens !== undefined && { [limit]: maxTokens }),
      ...(schema && !has('without-format') && { response_format: this.#format(schema) }),
    };
  }

  #format(
    schema: NonNullable<ChatRequest['schema']>,
  ): NonNullable<ChatCompletionCreateParamsStreaming['response_format']> {
    if (this.#made.has('json-object')) return { type: 'json_object' };
    return { type: 'json_schema', json_schema: { name: 'answer', schema } };
  }
}

/** What to concede to a refusal; undefined where it speaks of something else. */
function refused(
  error: unknown,
  { schema, maxTokens }: ChatRequest,
  made: ReadonlySet<Concession>,
): Concession | undefined {
  if (!(error instanceof APIError)) return undefined;
  const { status, message, param } = error as APIError;
  if (![400, 415, 422, 501].includes(status ?? 0)) return undefined;
  const about = (words: RegExp): boolean => words.test(`${message} ${param ?? ''}`);
  const candidates: [Concession, boolean][] = [
    ['without-usage', about(/stream_options|include_usage/)],
    ['completion-tokens', maxTokens !== undefined && about(/max_completion_tokens/)],
    ['json-object', schema !== undefined && about(/response_format|json_schema/)],
    ['without-format', made.has('json-object') && about(/response_format|json_object/)],
  ];
  return candidates.find(([concession, applies]) => applies && !made.has(concession))?.[0];
}

/** Models that nobody holds to a schema need to be told of it; the others don't mind. */
function withSchema(messages: readonly ChatMessage[], schema: string): ChatMessage[] {
  const rule = `Answer with one JSON value and nothing else. It must fit this JSON Schema:\n${schema}`;
  const [first, ...rest] = messages;
  if (first?.role !== 'system') return [{ role: 'system', content: rule }, ...messages];
  return [{ role: 'system', content: `${first.content}\n\n${rule}` }, ...rest];
}
