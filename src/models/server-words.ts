import { message, type Message } from '../messages/message.ts';

const LONGEST = 300;
/** Of what is said so much is looked at. */
const READ = 4_000;
const MASK = '******';
/** Letters of a secret that give it away; of a shorter one, all. */
const TELLING = 8;
const SHORTEST = 4;

/** What a server has said, for the end of a sentence: on one line, cut, and without the secrets that it repeats. */
export function serverWords(said: unknown, secrets: readonly string[]): Message {
  const text = withoutSecrets(typeof said === 'string' ? said.slice(0, READ) : '', secrets)
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim();
  if (text === '') return message('model-said/nothing');
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return message('model-said', { text: cut });
}

/**
 * A text in which no secret stands, nor a telling part of one: servers repeat them shortened, in capitals, with spaces
 * between, as they stand in a URL or a header.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const parts = partsOf(secrets.filter((secret) => secret.length >= SHORTEST));
  // Where each letter stands that is no space.
  const places = [...text.matchAll(/\S/g)].map(({ index }) => index);
  const letters = places.map((place) => text.charAt(place).toLowerCase()).join('');
  const masked = new Set<number>();
  for (const [length, known] of parts) {
    for (let at = 0; at + length <= letters.length; at++) {
      if (!known.has(letters.slice(at, at + length))) continue;
      for (let n = at; n < at + length; n++) masked.add(n);
    }
  }
  let result = '';
  let from = 0;
  for (let n = 0; n < places.length; n++) {
    if (!masked.has(n)) continue;
    result += text.slice(from, places[n]) + MASK;
    while (masked.has(n + 1)) n++;
    from = (places[n] ?? 0) + 1;
  }
  return result + text.slice(from);
}

/** The telling parts of secrets in all their forms, without spaces and capitals, by their length. */
function partsOf(secrets: readonly string[]): Map<number, Set<string>> {
  const parts = new Map<number, Set<string>>();
  for (const form of secrets.flatMap(formsOf)) {
    const letters = form.replace(/\s/g, '').toLowerCase();
    const length = Math.min(TELLING, letters.length);
    if (length < SHORTEST) continue;
    const known = parts.get(length) ?? new Set();
    parts.set(length, known);
    for (let at = 0; at + length <= letters.length; at++) known.add(letters.slice(at, at + length));
  }
  return parts;
}

function formsOf(secret: string): string[] {
  // What stands before it decides which bits share a letter of base64; only whole ones are its own.
  const inBase64 = [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const whole = Math.floor((bytes.length * 8) / 6);
    return bytes.toString('base64').slice(Math.ceil((before * 8) / 6), whole);
  });
  const safe = inBase64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [secret, encodeURIComponent(Buffer.from(secret).toString()), ...inBase64, ...safe];
}
