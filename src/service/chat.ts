import { isObject, objectOf, own, toJson, type Value, type ValueObject } from '../flow/value.ts';

/** Characters of a session's id. */
export const LONGEST_SESSION = 128;

/** What was said in a conversation, and by whom. */
export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** The run inputs of a turn of a conversation (flow-language, “Serve”). */
export function chatInputs(
  input: string,
  history: readonly ChatMessage[],
  session: string | undefined,
): ValueObject {
  const said = history.map(({ role, content }) => ({ role, content }));
  return objectOf([
    ['input', input],
    ['history', said],
    ...(session === undefined ? [] : [['session_id', session] as const]),
  ]);
}

/** The session that a run is a turn of, by its inputs; undefined for other runs. */
export function sessionOf(inputs: Value | undefined): string | undefined {
  if (!isObject(inputs) || !Array.isArray(own(inputs, 'history'))) return undefined;
  const session = own(inputs, 'session_id');
  return typeof session === 'string' && session.length <= LONGEST_SESSION ? session : undefined;
}

/** What a flow has said: the text that it returns; anything else as JSON. */
export function answerText(outputs: ValueObject): string {
  const values = Object.values(outputs);
  const answer = values.length === 1 ? (values[0] ?? null) : outputs;
  return typeof answer === 'string' ? answer : toJson(answer);
}
