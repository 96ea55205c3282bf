import { message, type Message } from '../messages/message.ts';

const LONGEST = 300;
const MASK = '******';

/** What a server has said, for the end of a sentence: on one line, cut, and without the secrets that it repeats. */
export function serverWords(said: unknown, secrets: readonly string[]): Message {
  const text = withoutSecrets(typeof said === 'string' ? said : '', secrets)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  if (text === '') return message('model-said/nothing');
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return message('model-said', { text: cut });
}

/** A text in which no secret stands. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 4)
    .reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
}
