import type OpenAI from 'openai';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import { Stream } from 'openai/core/streaming';
import { message } from '../messages/message.ts';
import type { Asked } from './explain.ts';
import { ModelFailure } from './model-failure.ts';

/**
 * The chunks of an answer, each as soon as it is there; a server that streams nothing gives one, the whole. `heard` is called
 * for every sign of life, comments that only keep the connection included. Throws {@link ModelFailure} `model-protocol` for
 * what is no answer of such an API.
 */
export async function* chunksOf(
  response: Response,
  client: OpenAI,
  asked: Asked,
  heard: () => void,
): AsyncGenerator<ChatCompletionChunk | ChatCompletion> {
  const type = (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') {
    yield (await response.json()) as ChatCompletion;
    return;
  }
  if (type === 'text/html' || !response.body) {
    const found = response.body
      ? message('model-protocol/page')
      : message('model-protocol/nothing');
    await response.body?.cancel();
    const values = { name: asked.name, url: asked.baseUrl, found };
    throw new ModelFailure('model-protocol', values, { hint: 'model-protocol/hint' });
  }
  // Of a response the SDK reads no more than this, and any body that can be iterated.
  const { headers } = response;
  const body = { headers, body: overheard(response.body, heard) } as unknown as Response;
  yield* Stream.fromSSEResponse<ChatCompletionChunk>(
    body,
    new AbortController(),
    // Without it what is no JSON would be written to the terminal.
    client,
  );
}

async function* overheard(
  body: AsyncIterable<Uint8Array>,
  heard: () => void,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of body) {
    heard();
    yield bytes;
  }
}
