import { showValue } from '../engine/show-value.ts';
import { parseJson } from '../flow/json.ts';
import { isObject, own, type Value } from '../flow/value.ts';
import { message, type Message } from '../messages/message.ts';
import { schemaProblem } from './answer-schema.ts';
import { scalarText } from './scalar-text.ts';

/** What a HumanInput allows as an answer. */
export interface AnswerRules {
  readonly options?: readonly string[];
  readonly schema?: Value;
}

/**
 * The value of an answer that a person has given, or what is wrong with it. A text is read as JSON where the schema
 * asks for something else than a text. One of the `options` may be given by its number, from 1.
 */
export function readAnswer(
  answer: Value,
  { options, schema }: AnswerRules,
): { readonly value: Value } | { readonly problem: Message } {
  if (options && options.length > 0) return readOption(answer, options);
  if (schema === undefined) return { value: answer };
  const value = typeof answer === 'string' && !takesText(schema) ? readTyped(answer) : answer;
  const problem = schemaProblem(schema, value);
  return problem ? { problem } : { value };
}

function readOption(
  answer: Value,
  options: readonly string[],
): { readonly value: Value } | { readonly problem: Message } {
  const text = scalarText(answer)?.trim() ?? '';
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  const option = options.find((known) => known === text) ?? options[number - 1];
  if (option !== undefined) return { value: option };
  const known = options.map((name) => showValue(name));
  return { problem: message('answer-invalid/option', { value: showValue(answer), known }) };
}

function takesText(schema: Value): boolean {
  const type = isObject(schema) ? own(schema, 'type') : undefined;
  return (
    type === undefined || type === 'string' || (Array.isArray(type) && type.includes('string'))
  );
}

/** JSON, or `True`, `False`, `None` as expressions spell them; a text that is neither stays one. */
function readTyped(text: string): Value {
  const trimmed = text.trim();
  const constant = { True: true, False: false, None: null }[trimmed];
  if (constant !== undefined) return constant;
  return parseJson(trimmed) ?? text;
}
