import { en } from './en.ts';
import { zh } from './zh.ts';

/** The languages that the tool speaks. */
export type Language = 'en' | 'zh';
export type MessageKey = keyof typeof en;
/**
 * A value that is itself a message is put into the same language: “Item 3: {problem}”. A list is told with the
 * language's commas.
 */
export type MessageValues = Readonly<Record<string, string | number | Message | readonly string[]>>;

/**
 * A sentence that is put into words only when somebody reads it: the rooms that find things out know no
 * language. `values` fill the `{name}` places of the catalogue's text.
 */
export interface Message {
  readonly key: MessageKey;
  readonly values?: MessageValues;
}

/** Puts a message into words; {@link sayIn} makes one for a language. */
export type Say = (message: Message) => string;

const PLACE = /\{\{|\}\}|\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}([.。]?)/g;

const catalogues: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, zh };

/** Whether a text is the key of a message. */
export function isMessageKey(text: string): text is MessageKey {
  return Object.hasOwn(en, text);
}

/** The names of the values that a message needs, by its key. */
export function placesOf(key: MessageKey): string[] {
  return [...en[key].matchAll(PLACE)].flatMap(([, name]) => name ?? []);
}

/** Short for a {@link Message} literal. */
export function message(key: MessageKey, values?: MessageValues): Message {
  return values === undefined ? { key } : { key, values };
}

/** The words for messages in one language. */
export function sayIn(language: Language): Say {
  const catalogue = catalogues[language];
  const say: Say = ({ key, values }) => fill(catalogue[key], values ?? {}, say);
  return say;
}

/**
 * Fills a catalogue text: `{name}` is a value, `{name|one|many}` picks a form by the number `name`, and
 * doubled braces are literal. A list that ends in “…” takes the place of a full stop behind it, too.
 */
function fill(text: string, values: MessageValues, say: Say): string {
  return text.replace(PLACE, (match, name?: string, one?: string, many?: string, stop = '') => {
    if (name === undefined) return match.charAt(0);
    const value = values[name];
    if (many !== undefined) return `${(value === 1 ? one : many) ?? ''}${stop}`;
    if (value === undefined) return match;
    if (typeof value !== 'object') return `${value}${stop}`;
    if ('key' in value) return `${say(value)}${stop}`;
    const list = value.join(say({ key: 'report/comma' }));
    return value.at(-1) === '…' ? list : `${list}${stop}`;
  });
}
