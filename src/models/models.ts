import type { Value, ValueObject } from '../flow/value.ts';
import type { ModelFailure } from './model-failure.ts';

/** The models that a project can use, by the names that bisheng.yaml gives them; `offline` and `echo` are always there. */
export interface Models {
  /** Names for suggestions. */
  names(): readonly string[];
  /** The one that answers where nobody names one: the configured one, else `offline`. */
  readonly default: string;
  /** Whether `chat` would accept the name; undefined names the default. */
  has(name: string | undefined): boolean;
  /**
   * Asks a model. Streams through the request's listeners; resolves with the whole. Rejects with a ModelFailure, or with
   * the signal's reason.
   */
  chat(request: ChatRequest): Promise<ChatAnswer>;
  /** The name of the model for embeddings; undefined where none is configured. */
  readonly embedding: string | undefined;
  /** Vectors of texts, in their order. Rejects with a ModelFailure. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatRequest {
  readonly model: string | undefined;
  readonly messages: readonly ChatMessage[];
  readonly temperature?: number;
  /** Of the answer. */
  readonly maxTokens?: number;
  /** A JSON Schema that the answer must fit. */
  readonly schema?: ValueObject;
  /** What the answer should rest on, and what was asked, where they are known apart from the prompt: for `offline`. */
  readonly context?: string;
  readonly question?: string;
  readonly signal: AbortSignal;
  readonly text?: (chunk: string) => void;
  readonly reasoning?: (chunk: string) => void;
  /** All that a server writes, as it comes in, thoughts included: what counts as tokens. What it throws ends the answer. */
  readonly written?: (piece: string) => void;
  /** It did not go well and will be tried again after a pause; nothing has been told before. */
  readonly retrying?: (failure: ModelFailure, pauseMs: number) => void;
}

export interface ChatAnswer {
  readonly text: string;
  /** Empty where the model shows none. */
  readonly reasoning: string;
  /** The text as JSON, where a schema was asked for. */
  readonly json?: Value;
  /** Null where the server does not tell. */
  readonly usage: Usage | null;
  readonly finishReason: string;
  /** The name that was asked for, resolved: never undefined. */
  readonly model: string;
}

/** Tokens. */
export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** What answers without a model uses. */
export const noTokens: Usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
