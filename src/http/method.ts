import { HttpFailure } from './http-failure.ts';

const METHOD = /^[A-Z][A-Z-]{0,30}$/;

/** A method in capitals. Throws {@link HttpFailure} `http-method` for what is none. */
export function readMethod(text: string): string {
  const method = text.trim().toUpperCase();
  if (METHOD.test(method) && method !== 'CONNECT') return method;
  throw new HttpFailure('http-method', { method: text.replace(/\p{C}/gu, '\uFFFD').slice(0, 30) });
}
