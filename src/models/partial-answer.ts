import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import { message } from '../messages/message.ts';
import { cutOff, type Asked } from './explain.ts';
import { ModelFailure } from './model-failure.ts';
import type { ChatAnswer, ChatRequest, Usage } from './models.ts';
import { serverWords } from './server-words.ts';
import { Thoughts } from './thoughts.ts';

/** Fields that servers add to what the standard says. */
interface Thinking {
  readonly reasoning_content?: string | null;
  readonly reasoning?: string | null;
}

/** An answer while it comes in; each piece is told at once. */
export class PartialAnswer {
  #text = '';
  #reasoning = '';
  #refusal = '';
  #finishReason: string | undefined;
  #usage: Usage | null = null;
  #tools = false;
  readonly #request: ChatRequest;
  readonly #asked: Asked;
  readonly #content: Thoughts;

  constructor(request: ChatRequest, asked: Asked) {
    this.#request = request;
    this.#asked = asked;
    this.#content = new Thoughts(
      (thought) => this.#think(thought),
      (said) => this.#say(said),
    );
  }

  /** Whether a piece of it has been told. */
  get begun(): boolean {
    return this.#text !== '' || this.#reasoning !== '';
  }

  take(chunk: ChatCompletionChunk | ChatCompletion): void {
    if (chunk.usage) this.#usage = usageOf(chunk.usage);
    // Some servers send a chunk without choices at the end, others one without a delta.
    const choice = (chunk.choices as ChatCompletionChunk['choices'] | undefined)?.[0];
    if (!choice) return;
    const message = 'message' in choice ? choice.message : choice.delta;
    const delta = (message ?? {}) as Partial<ChatCompletionChunk.Choice.Delta> & Thinking;
    const thought = delta.reasoning_content ?? delta.reasoning;
    if (thought) this.#think(thought);
    if (delta.content) this.#content.take(delta.content);
    if (delta.refusal) this.#refusal += delta.refusal;
    if (delta.tool_calls?.length) this.#tools = true;
    // Empty with some servers until the end.
    if (choice.finish_reason) this.#finishReason = choice.finish_reason;
  }

  /** The whole, after the last chunk. Throws {@link ModelFailure} for one that is none. */
  end(): ChatAnswer {
    const { name, secrets, baseUrl } = this.#asked;
    const { host } = new URL(baseUrl);
    if (this.#finishReason === undefined) throw cutOff(name, host);
    this.#content.end();
    const refused = this.#finishReason === 'content_filter';
    if (refused || this.#refusal !== '') {
      const said = serverWords(this.#refusal, secrets);
      throw new ModelFailure(
        refused ? 'model-refused/filter' : 'model-refused',
        { name, host, said },
        { hint: 'model-refused/hint' },
      );
    }
    if (this.#text.trim() === '') throw this.#empty(name);
    return {
      text: this.#text,
      reasoning: this.#reasoning,
      usage: this.#usage,
      finishReason: this.#finishReason,
      model: name,
    };
  }

  #empty(name: string): ModelFailure {
    if (this.#finishReason === 'length') {
      const hint = message('model-empty/length-hint');
      return new ModelFailure('model-empty/length', { name }, { hint });
    }
    return new ModelFailure(this.#tools ? 'model-empty/tools' : 'model-empty', { name });
  }

  #think(thought: string): void {
    this.#reasoning += thought;
    this.#request.reasoning?.(thought);
  }

  #say(said: string): void {
    this.#text += said;
    this.#request.text?.(said);
  }
}

/** Numbers that are none count as 0: a gateway may leave some out. */
function usageOf(usage: Partial<Record<keyof Usage, unknown>>): Usage {
  const number = (value: unknown): number =>
    typeof value === 'number' && Number.isFinite(value) ? Math.max(0, Math.round(value)) : 0;
  const prompt_tokens = number(usage.prompt_tokens);
  const completion_tokens = number(usage.completion_tokens);
  const total = number(usage.total_tokens);
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: total || prompt_tokens + completion_tokens,
  };
}
