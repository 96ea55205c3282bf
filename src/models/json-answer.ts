import { parseJson } from '../flow/json.ts';
import type { Value } from '../flow/value.ts';
import { ModelFailure } from './model-failure.ts';
import type { ChatAnswer } from './models.ts';
import { withoutSecrets } from './server-words.ts';

const SHOWN = 200;

/**
 * The JSON value of an answer; a fence around it, or a sentence before it, is passed over. Throws {@link ModelFailure}
 * `model-json`.
 */
export function readJson(answer: ChatAnswer, secrets: readonly string[]): Value {
  const { text, finishReason, model: name } = answer;
  for (const candidate of candidates(text.trim())) {
    const value = parseJson(candidate);
    if (value !== undefined) return value;
  }
  const shown = withoutSecrets(text.slice(0, 20 * SHOWN), secrets).replace(/[\s\p{C}]+/gu, ' ');
  const values = { name, answer: shown.length > SHOWN ? `${shown.slice(0, SHOWN)}…` : shown };
  if (finishReason === 'length') {
    throw new ModelFailure('model-json/length', values, { hint: 'model-json/length-hint' });
  }
  throw new ModelFailure('model-json', values, { hint: 'model-json/hint' });
}

/** Each is looked for once: an answer may be long and have anything in it. */
function* candidates(text: string): Generator<string> {
  yield text;
  const fence = /```(?:json)?[^\S\n]*\n/i.exec(text);
  const start = fence ? fence.index + fence[0].length : text.length;
  const end = text.indexOf('```', start);
  if (end >= 0) yield text.slice(start, end);
  for (const [open, close] of ['{}', '[]']) {
    const from = text.indexOf(open ?? '');
    const to = text.lastIndexOf(close ?? '');
    if (from >= 0 && to > from) yield text.slice(from, to + 1);
  }
}
