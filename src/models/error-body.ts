import { parseJson } from '../flow/json.ts';
import { isObject, own, toJson, type Value } from '../flow/value.ts';

/**
 * A `fetch` whose error answers all have the form that the SDK reads, `{error: …}`: it would drop what servers say in another one,
 * such as `{message}`, `{detail}` or a list.
 */
export function withErrorBodies(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.ok) return response;
    const { status, statusText, headers } = response;
    const text = await response.text();
    const body = errorBody(parseJson(text));
    return new Response(body ?? text, { status, statusText, headers });
  };
}

function errorBody(value: Value | undefined): string | undefined {
  const first = Array.isArray(value) ? (value[0] as Value | undefined) : value;
  if (!isObject(first)) return undefined;
  return toJson(own(first, 'error') ? first : { error: first });
}
