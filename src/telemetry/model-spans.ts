import { SpanKind, type Attributes, type Span } from '@opentelemetry/api';
import type { ModelConfig } from '../models/model-config.ts';
import type { ChatAnswer, ChatRequest, Models } from '../models/models.ts';
import { failureOf, type Current, type Place } from './current.ts';
import { providerOf } from './provider-of.ts';
import { tellFailure } from './run-spans.ts';

export interface ModelSpansOptions {
  readonly current: Current;
  readonly configs: ReadonlyMap<string, ModelConfig>;
  /** Whether prompts and answers go along. */
  readonly content: boolean;
}

/** Models that make a span of each question, as OpenTelemetry's conventions for generative AI want it. */
export function tracedModels(models: Models, options: ModelSpansOptions): Models {
  const { current, content } = options;
  const during = async <T>(
    operation: string,
    name: string,
    more: Attributes,
    work: (span: Span | undefined) => Promise<T>,
  ): Promise<T> => {
    const { place } = current;
    if (!place) return work(undefined);
    const config = options.configs.get(name);
    const about = describe(operation, name, config);
    const kind = config ? SpanKind.CLIENT : SpanKind.INTERNAL;
    const title = `${operation} ${config?.model ?? name}`;
    const span = current.begin(title, { kind, attributes: { ...about, ...more } }, place);
    try {
      return await current.within({ ...place, span }, () => work(span));
    } catch (error) {
      tellFailure(span, failureOf(error, place));
      throw error;
    } finally {
      current.end(span);
    }
  };
  return {
    names: () => models.names(),
    default: models.default,
    has: (name) => models.has(name),
    embedding: models.embedding,
    chat: (request) =>
      during('chat', request.model ?? models.default, asked(request), async (span) => {
        const { place } = current;
        if (!span || !place) return models.chat(request);
        if (content) span.setAttribute('gen_ai.input.messages', messages(request, place));
        const answer = await models.chat(withRetries(request, span));
        span.setAttributes(answered(answer));
        if (content) span.setAttribute('gen_ai.output.messages', said(answer, place));
        return answer;
      }),
    embed: (texts, signal) =>
      during('embeddings', models.embedding ?? '', {}, () => models.embed(texts, signal)),
  };
}

function describe(operation: string, name: string, config: ModelConfig | undefined): Attributes {
  const common = { 'gen_ai.operation.name': operation, 'bisheng.model': name };
  if (!config) {
    return { ...common, 'gen_ai.provider.name': 'bisheng', 'gen_ai.request.model': name };
  }
  const { hostname, port, protocol } = new URL(config.baseUrl);
  return {
    ...common,
    'gen_ai.provider.name': providerOf(hostname),
    'gen_ai.request.model': config.model,
    'server.address': hostname,
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
  };
}

function asked({ temperature, maxTokens, schema }: ChatRequest): Attributes {
  return {
    ...(temperature !== undefined && { 'gen_ai.request.temperature': temperature }),
    ...(maxTokens !== undefined && { 'gen_ai.request.max_tokens': maxTokens }),
    'gen_ai.output.type': schema ? 'json' : 'text',
  };
}

function answered({ usage, finishReason }: ChatAnswer): Attributes {
  return {
    ...(finishReason !== '' && { 'gen_ai.response.finish_reasons': [finishReason] }),
    ...(usage && {
      'gen_ai.usage.input_tokens': usage.prompt_tokens,
      'gen_ai.usage.output_tokens': usage.completion_tokens,
    }),
  };
}

function withRetries(request: ChatRequest, span: Span): ChatRequest {
  return {
    ...request,
    retrying: (failure, pause) => {
      span.addEvent('bisheng.retry', { 'error.type': failure.code, delay_ms: pause });
      request.retrying?.(failure, pause);
    },
  };
}

function messages({ messages }: ChatRequest, { mask }: Place): string {
  return JSON.stringify(
    messages.map(({ role, content }) => ({ role, parts: [textPart(mask.text(content))] })),
  );
}

function said({ text, reasoning, finishReason }: ChatAnswer, { mask }: Place): string {
  const thought = { type: 'reasoning', content: mask.text(reasoning) };
  const parts = [...(reasoning === '' ? [] : [thought]), textPart(mask.text(text))];
  return JSON.stringify([{ role: 'assistant', parts, finish_reason: finishReason }]);
}

function textPart(content: string): { type: 'text'; content: string } {
  return { type: 'text', content };
}
