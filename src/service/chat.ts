import { objectOf, toJson, type ValueObject } from '../flow/value.ts';

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

/** What a flow has said: the text that it returns; anything else as JSON. */
export function answerText(outputs: ValueObject): string {
  const values = Object.values(outputs);
  const answer = values.length === 1 ? (values[0] ?? null) : outputs;
  return typeof answer === 'string' ? answer : toJson(answer);
}
