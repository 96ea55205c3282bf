import { own, type Value, type ValueObject } from '../flow/value.ts';
import type { Call } from './call.ts';
import { embeddingOf } from './embedding.ts';
import type { Replies } from './replies.ts';
import { tokensOf } from './tokens.ts';

const DIMENSIONS = 256;
const MAX_DIMENSIONS = 8_192;

/** Answers a request for embeddings. Rejects when whoever asked has gone. */
export async function respondEmbeddings(
  call: Call,
  body: ValueObject,
  replies: Replies,
): Promise<void> {
  const texts = textsOf(own(body, 'input'));
  if (!texts) {
    call.error(400, 'input must be a text or a list of texts');
    return;
  }
  const reply = replies.take('embedding', texts.join('\n'));
  await call.wait(0, reply);
  const { status, retry_after: retryAfter, fault } = reply ?? {};
  if (status !== undefined) {
    call.error(status, `mock-llm: status ${status}`, null, retryAfter);
    return;
  }
  if (fault === 'stall') return call.stall();
  const wanted = own(body, 'dimensions') ?? call.script.dimensions ?? DIMENSIONS;
  const dimensions = Math.min(
    MAX_DIMENSIONS,
    Math.max(1, Math.floor(Number(wanted)) || DIMENSIONS),
  );
  const asBase64 = own(body, 'encoding_format') === 'base64';
  const data = texts.map((text, index) => {
    const vector = embeddingOf(text, dimensions);
    const embedding = asBase64 ? base64(vector) : Array.from(vector);
    return { object: 'embedding', index, embedding };
  });
  const tokens = texts.reduce((sum, text) => sum + tokensOf(text).length, 0);
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  const document = { object: 'list', data, model: own(body, 'model') ?? '', usage };
  if (fault === undefined) {
    call.json(200, document);
    return;
  }
  const text = JSON.stringify(document);
  call.head(200, { 'content-type': 'application/json' });
  await call.write(text.slice(0, text.length / 2));
  if (fault === 'cut') call.cut();
  else call.end();
}

function textsOf(input: Value | undefined): readonly string[] | undefined {
  if (typeof input === 'string') return [input];
  if (!Array.isArray(input)) return undefined;
  const texts = (input as readonly Value[]).filter((one) => typeof one === 'string');
  return texts.length === input.length && texts.length > 0 ? texts : undefined;
}

/** As little-endian floats of 32 bits. */
function base64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, at) => bytes.writeFloatLE(value, at * 4));
  return bytes.toString('base64');
}
