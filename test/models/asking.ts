import { onTestFinished } from 'vitest';
import { createDoor } from '../../src/http/door.ts';
import type { Clock } from '../../src/http/retry.ts';
import { sayIn } from '../../src/messages/message.ts';
import { startMockLlm, type MockLlm, type MockLlmOptions } from '../../src/mock-llm/mock-llm.ts';
import { createModels } from '../../src/models/create-models.ts';
import type { ModelConfig } from '../../src/models/model-config.ts';
import { ModelFailure } from '../../src/models/model-failure.ts';
import type { ChatRequest, Models } from '../../src/models/models.ts';

export const say = sayIn('en');

/** A mock server that goes with its test. */
export async function mock(options: MockLlmOptions = {}): Promise<MockLlm> {
  const server = await startMockLlm(options);
  onTestFinished(() => server.close());
  return server;
}

/** Models of which one, `qwen`, is at a URL; `pauses` takes note of how long it waits between tries, and doesn't. */
export function modelsAt(
  baseUrl: string,
  config: Partial<ModelConfig> = {},
  environment: Readonly<Record<string, string>> = {},
): { models: Models; pauses: number[] } {
  const pauses: number[] = [];
  const clock: Clock = {
    sleep: (ms, signal) => {
      pauses.push(ms);
      signal.throwIfAborted();
      return Promise.resolve();
    },
    random: () => 1,
    now: () => 0,
  };
  const door = createDoor({ env: {} });
  onTestFinished(() => door.close());
  const qwen: ModelConfig = { kind: 'chat', model: 'qwen-plus', baseUrl, ...config };
  const models = createModels({
    config: { models: new Map([['qwen', qwen]]) },
    environment,
    door,
    clock,
  });
  return { models, pauses };
}

/** A question with defaults. */
export function asked(request: Partial<ChatRequest> = {}): ChatRequest {
  return {
    model: undefined,
    messages: [{ role: 'user', content: 'hello' }],
    signal: new AbortController().signal,
    ...request,
  };
}

/** The failure that a question ends with; its sentence and hint in English. */
export async function failureOf(
  answer: Promise<unknown>,
): Promise<{ code: string; text: string; hint: string; failure: ModelFailure }> {
  const error = await answer.then(
    () => new Error('it went well'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ModelFailure)) throw error;
  const hint = error.hint ? say(error.hint) : '';
  return { code: error.code, text: say(error.text), hint, failure: error };
}

/** The models of a project that has configured none. */
export function localModels(): Models {
  const door = { open: () => Promise.reject(new Error('no model has a server')) };
  return createModels({ config: { models: new Map() }, environment: {}, door });
}
