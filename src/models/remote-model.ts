import type OpenAI from 'openai';
import { parseJson } from '../flow/json.ts';
import type { Value } from '../flow/value.ts';
import { readableSize } from '../http/byte-size.ts';
import type { Door } from '../http/door.ts';
import { ownPause, systemClock, type Clock } from '../http/retry.ts';
import { BodyText } from './body-text.ts';
import { chunksOf } from './chunks.ts';
import { createClient } from './client.ts';
import { Concessions } from './concessions.ts';
import { Embedder } from './embedder.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { explain, type Asked } from './explain.ts';
import { readJson } from './json-answer.ts';
import { DEFAULT_SILENCE, modelSecrets, type ModelConfig } from './model-config.ts';
import { ModelFailure } from './model-failure.ts';
import type { ChatAnswer, ChatRequest } from './models.ts';
import { PartialAnswer } from './partial-answer.ts';
import { MOST_UNSAID, Silence, UNSAID_TIMES } from './silence.ts';

/** How often a request is sent that comes to nothing for a reason that may pass. */
const TRIES = 3;
/** How a connection can end behind an answer. */
const unclean: readonly string[] = ['model-stalled', 'model-cut', 'model-connection'];

/** What a model needs of the machine. */
export interface Surroundings {
  /** Holds the keys. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** All requests leave through it. */
  readonly door: Pick<Door, 'open'>;
  readonly clock?: Clock;
}

interface Tries<T> {
  readonly attempt: (silence: Silence) => Promise<T>;
  /** Whether to try again after a pause (ms). */
  readonly again: (failure: ModelFailure, pause: number) => boolean;
}

/** A model behind an OpenAI-compatible API. */
export class RemoteModel {
  readonly #config: ModelConfig;
  readonly #asked: Asked;
  readonly #clock: Clock;
  readonly #connect: () => OpenAI;
  readonly #concessions = new Concessions();
  readonly #embedder: Embedder;
  #client: OpenAI | undefined;

  /** `name`: as bisheng.yaml has it. */
  constructor(
    name: string,
    config: ModelConfig,
    { environment, door, clock = systemClock }: Surroundings,
  ) {
    const { model, baseUrl, keyVariable } = config;
    const secrets = modelSecrets({ models: new Map([[name, config]]) }, environment);
    this.#config = config;
    this.#asked = { name, model, baseUrl, keyVariable, secrets };
    this.#embedder = new Embedder(this.#asked);
    this.#clock = clock;
    this.#connect = () => createClient(name, config, environment, door);
  }

  /** As Models has it. */
  async chat(request: ChatRequest): Promise<ChatAnswer> {
    this.#checkLength(request);
    let partial: PartialAnswer | undefined;
    const answer = await this.#trying(request.signal, {
      attempt: (silence) => {
        partial = new PartialAnswer(request, this.#asked);
        return this.#ask(request, partial, silence);
      },
      // What has been told can't be taken back: whoever asked must know, and may ask again.
      again: (failure, pause) => {
        if (partial?.begun) return false;
        request.retrying?.(failure, pause);
        return true;
      },
    });
    if (!request.schema) return answer;
    return { ...answer, json: readJson(answer, this.#asked.secrets) };
  }

  /** As Models has it. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    const { model } = this.#config;
    const attempt = async (batch: string[], silence: Silence): Promise<Value | undefined> => {
      const body = { model, input: batch, encoding_format: 'float' } as const;
      try {
        const response = await this.#connected.embeddings
          .create(body, { signal: silence.signal })
          .asResponse();
        if (!response.body) return undefined;
        const text = new BodyText(response.body, (bytes) => silence.heard(bytes));
        return parseJson(await text.all());
      } catch (error) {
        silence.signal.throwIfAborted();
        throw explain(error, this.#asked, false, this.#clock);
      }
    };
    return this.#embedder.embed(texts, (batch) =>
      this.#trying(signal, { attempt: (silence) => attempt(batch, silence), again: () => true }),
    );
  }

  get #connected(): OpenAI {
    return (this.#client ??= this.#connect());
  }

  /** Tries as long as there is hope and `again` says yes. */
  async #trying<T>(outer: AbortSignal, { attempt, again }: Tries<T>): Promise<T> {
    for (let done = 1; ; done++) {
      const silence = this.#silence(outer);
      try {
        return await attempt(silence);
      } catch (error) {
        if (!(error instanceof ModelFailure && error.transient) || done >= TRIES) throw error;
        const pause = error.pause ?? ownPause(done - 1, this.#clock);
        if (!again(error, pause)) throw error;
        silence.end();
        await this.#clock.sleep(pause, outer);
      } finally {
        silence.end();
      }
    }
  }

  #silence(outer: AbortSignal): Silence {
    const { name, baseUrl } = this.#asked;
    const seconds = this.#config.timeout ?? DEFAULT_SILENCE;
    const { host } = new URL(baseUrl);
    return new Silence(outer, seconds * 1000, (why) => {
      if (why === 'large') {
        const limit = readableSize(MOST_UNSAID);
        return new ModelFailure('model-protocol/large', { name, host, limit });
      }
      const isSilent = why === 'silent';
      return new ModelFailure(
        isSilent ? 'model-stalled' : 'model-stalled/empty',
        { name, host, seconds: isSilent ? seconds : seconds * UNSAID_TIMES },
        { hint: 'model-stalled/hint' },
      );
    });
  }

  async #ask(request: ChatRequest, answer: PartialAnswer, silence: Silence): Promise<ChatAnswer> {
    const { signal } = silence;
    try {
      const response = await this.#concessions.send(this.#config.model, request, (body) =>
        this.#connected.chat.completions.create(body, { signal }).asResponse(),
      );
      for await (const chunk of chunksOf(response, (bytes) => silence.heard(bytes))) {
        if (answer.take(chunk)) silence.said();
        if (answer.finished) silence.ending();
        signal.throwIfAborted();
      }
      return answer.end();
    } catch (error) {
      const failure: unknown = signal.aborted
        ? signal.reason
        : explain(error, this.#asked, answer.begun, this.#clock);
      // An answer that is whole is not lost because its connection does not end as it should.
      const isWhole = answer.finished && failure instanceof ModelFailure;
      if (isWhole && unclean.includes(failure.code)) return answer.end();
      throw failure;
    }
  }

  #checkLength({ messages }: ChatRequest): void {
    const { contextTokens: limit } = this.#config;
    if (limit === undefined) return;
    const tokens = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
    if (tokens <= limit) return;
    const values = { name: this.#asked.name, tokens, limit };
    throw new ModelFailure('model-context/estimate', values, { hint: 'model-context/hint' });
  }
}
