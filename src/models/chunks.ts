import { APIError } from 'openai';
import { isObject, own, type Value, type ValueObject } from '../flow/value.ts';
import { BodyText } from './body-text.ts';
import { errorWords } from './error-body.ts';
import { OddAnswer } from './odd-answer.ts';
import { ServerEvents, type ServerEvent } from './server-events.ts';

/**
 * The chunks of an answer, each as soon as it is there; a server that streams nothing gives one, the whole. What comes counts,
 * not what the server calls it. `heard` is told the bytes of every sign of life, comments that only keep the connection
 * included. Throws {@link OddAnswer} for what is no answer of such an API, APIError for an error in it.
 */
export async function* chunksOf(
  { headers, body }: Response,
  heard: (bytes: number) => void,
): AsyncGenerator<ValueObject> {
  if (!body) throw new OddAnswer('model-protocol/nothing');
  const type = (headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const text = new BodyText(body, heard);
  let isWhole = false;
  try {
    const begin = await text.beginning();
    if (type === 'text/html' || begin.startsWith('<')) throw new OddAnswer('model-protocol/page');
    if (isEvents(type, begin)) yield* streamed(begin, text);
    else yield wholeOf(begin + (await text.all()));
    isWhole = true;
  } finally {
    if (isWhole) await text.leave();
    else text.close();
  }
}

function isEvents(type: string | undefined, begin: string): boolean {
  if (/^(?:data|event|id|retry|):/.test(begin)) return true;
  return type === 'text/event-stream' && !begin.startsWith('{');
}

/** Until the server says that this is all. */
async function* streamed(begin: string, text: BodyText): AsyncGenerator<ValueObject> {
  const events = new ServerEvents();
  let any = false;
  for (let piece: string | undefined = begin; piece !== undefined; piece = await text.next()) {
    for (const event of events.take(piece)) {
      if (event.data.startsWith('[DONE]')) return;
      any = true;
      yield chunkOf(event);
    }
  }
  for (const event of events.end()) {
    if (event.data.startsWith('[DONE]')) return;
    any = true;
    yield chunkOf(event);
  }
  if (!any && !/^(?:$|:)/.test(begin)) throw new OddAnswer('model-protocol/stream');
}

function chunkOf({ event, data }: ServerEvent): ValueObject {
  const value = valueOf(data);
  if (event === 'error') throw errorOf(isObject(value) ? (own(value, 'error') ?? value) : data);
  if (!isObject(value)) throw new OddAnswer('model-protocol/stream');
  return checked(value);
}

function wholeOf(text: string): ValueObject {
  if (text === '') throw new OddAnswer('model-protocol/nothing');
  const value = valueOf(text);
  if (value === undefined) throw new OddAnswer('model-protocol/no-json');
  if (!isObject(value)) throw new OddAnswer('model-protocol/json');
  const chunk = checked(value);
  const choices = own(chunk, 'choices');
  if (!Array.isArray(choices) || !(choices as readonly Value[]).some(isObject)) {
    throw new OddAnswer('model-protocol/json');
  }
  return chunk;
}

/** Servers report what goes wrong later in the stream: its head has long been sent. */
function checked(chunk: ValueObject): ValueObject {
  const error = own(chunk, 'error');
  if (error) throw errorOf(error);
  return chunk;
}

function errorOf(error: Value): APIError {
  return new APIError(undefined, errorWords(error), undefined, undefined);
}

/** Undefined for what is no JSON. */
function valueOf(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
