import { parseJson } from '../flow/json.ts';
import { isObject, objectOf, own, toJson, type Value, type ValueObject } from '../flow/value.ts';
import { PlainResponse } from '../http/plain-response.ts';
import { BodyText } from './body-text.ts';

/** Bytes of it that are read: nobody says more. */
const MOST = 1024 * 1024;
/** Where servers put what they say of an error. */
const WORDS = ['message', 'msg', 'detail', 'error', 'code', 'type', 'param'];

/**
 * A `fetch` whose error answers all have the form that the SDK reads, `{error: …}`: it would drop what servers say in another one,
 * such as `{message}`, `{detail}` or a list.
 */
export function withErrorBodies(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.ok) return response;
    const text = await beginningOf(response);
    const body = errorBody(parseJson(text));
    return new PlainResponse(body ?? text, response) as unknown as Response;
  };
}

async function beginningOf({ body }: Response): Promise<string> {
  if (!body) return '';
  let size = 0;
  const text = new BodyText(body, (bytes) => (size += bytes));
  const pieces: string[] = [];
  for (let piece = await text.next(); piece !== undefined; piece = await text.next()) {
    pieces.push(piece);
    if (size > MOST) break;
  }
  text.close();
  return pieces.join('');
}

function errorBody(value: Value | undefined): string | undefined {
  const first = Array.isArray(value) ? (value[0] as Value | undefined) : value;
  if (!isObject(first)) return undefined;
  return toJson({ error: errorWords(own(first, 'error') ?? first) });
}

/** What a server says of an error, without whatever else it tells: that may be of any size and depth. */
export function errorWords(error: Value): string | ValueObject {
  if (!isObject(error)) return typeof error === 'string' ? error : '';
  const said = WORDS.flatMap((key): [string, Value][] => {
    const value = own(error, key);
    const isWord = typeof value === 'string' || typeof value === 'number';
    return isWord ? [[key, value]] : [];
  });
  return objectOf(said);
}
