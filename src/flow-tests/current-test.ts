import { AsyncLocalStorage } from 'node:async_hooks';
import { parseJson } from '../flow/json.ts';
import { objectOf, type Value, type ValueObject } from '../flow/value.ts';
import type { Interceptor } from '../http/exchange.ts';
import type { ChatRequest, Models } from '../models/models.ts';

/** What the models and requests of a test that runs right now go by. Many run at a time, on one set of node types. */
export interface CurrentTest {
  /** The model that answers in place of all that the flow names. */
  readonly model: string | undefined;
  /** Told what a model is asked. */
  prompted(prompt: ValueObject): void;
  /** Told of each request to a server. */
  requested(request: ValueObject): void;
}

const current = new AsyncLocalStorage<CurrentTest>();

/** Does a test's work: what it asks of models and servers is told to the test. */
export function inTest<T>(test: CurrentTest, work: () => Promise<T>): Promise<T> {
  return current.run(test, work);
}

/** Tells each test its requests. */
export const tellRequests: Interceptor = (request, next) => {
  const { method, url, headers, body } = request;
  const text = body ? Buffer.from(body).toString() : '';
  current.getStore()?.requested(
    objectOf([
      ['method', method],
      ['url', url.href],
      ['headers', objectOf(headers)],
      ['body', text === '' ? null : (parseJson(text) ?? text)],
    ]),
  );
  return next(request);
};

/** Models that answer for others where a test wants it, and tell it what they are asked. */
export function modelsInTests(models: Models): Models {
  return {
    names: () => models.names(),
    get default() {
      return models.default;
    },
    has: (name) => models.has(current.getStore()?.model ?? name),
    chat: (request) => {
      const test = current.getStore();
      test?.prompted(promptOf(request, models.default));
      return models.chat({ ...request, model: test?.model ?? request.model });
    },
    get embedding() {
      return models.embedding;
    },
    embed: (texts, signal) => models.embed(texts, signal),
  };
}

/** `fallback`: the model that is asked where the flow names none. */
function promptOf({ model, messages }: ChatRequest, fallback: string): ValueObject {
  const said = (role: string): Value =>
    messages.findLast((one) => one.role === role)?.content ?? null;
  return objectOf([
    ['model', model ?? fallback],
    ['system', said('system')],
    ['prompt', said('user')],
    ['messages', messages.map(({ role, content }) => objectOf(Object.entries({ role, content })))],
  ]);
}
