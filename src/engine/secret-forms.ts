/** A text that is looked for however it is escaped. */
export interface SecretForm {
  /** What a regular expression finds it by. */
  readonly pattern: string;
  /** UTF-16 units that it has at most, escaped. */
  readonly longest: number;
  /** Whether all of a text from `at` on can be a beginning of it. */
  readonly isBegunBy: (text: string, at: number) => boolean;
}

/** Each of these ways to write one part of a secret; the longest first, as one may begin with another. */
type Spellings = readonly string[];

/** Characters that nobody escapes, in so many words; a run of backslashes; any other character. */
const PART = /[\w.-]+|\\+|[^]/gu;
/** Backslashes before a character in JSON in JSON in JSON, where it must be escaped or may be. */
const BEFORE_SIGN = [0, 1, 2, 3, 4, 7];
/** The same where the escape is a letter. */
const BEFORE_LETTER = [1, 2, 4];
const LETTERS: Readonly<Record<string, string>> = {
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\b': 'b',
  '\f': 'f',
};
const ENTITIES: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
};
/** Secrets with more of them are looked for as they are only: escapes would make larger patterns than there can be. */
const MOST_SIGNS = 300;
/** The same holds for longer ones: V8 takes long patterns only where nothing in them can be one thing or another. */
const LONGEST = 20_000;
/** In secrets with more lines, looking for each of them would take long. */
const MOST_LINES = 100;
/** Longer secrets are not looked for with all of their characters in numbers: nobody writes them so, and it would take long. */
const MOST_NUMBERS = 500;

/** Shorter texts are too common to be looked for. */
export const SHORTEST_SECRET = 8;

/**
 * How a secret can stand in texts: as it is or with each of its characters escaped as in JSON (up to three deep), Python, URLs, forms, HTML;
 * with every one of them escaped, in hexadecimal, and inside of Base64, alone or behind a user’s name; of one with several lines also each
 * of these, as it is or escaped. The longest first.
 */
export function formsOf(secret: string): SecretForm[] {
  const spellLine = signsIn(secret) > MOST_SIGNS ? (part: string) => [part] : spellingsOf;
  const forms = [
    formOf(partsOf(secret, spellingsOf)),
    ...base64Of(secret),
    ...wholly(secret),
    ...oneOf(linesOf(secret).map((line) => formOf(partsOf(line, spellLine)))),
  ];
  return sorted(forms);
}

function sorted(forms: SecretForm[]): SecretForm[] {
  return forms.sort((a, b) => b.longest - a.longest);
}

/** The lines of a secret that has several, as far as they can be looked for: whoever goes through a key line by line tells them. */
function linesOf(secret: string): string[] {
  const lines = secret.split(/[\r\n]/).map((line) => line.trim());
  return [...new Set(lines)]
    .filter((line) => line.length >= SHORTEST_SECRET && line.length < secret.length)
    .slice(0, MOST_LINES);
}

/** Many forms as one, whose pattern goes by their first characters: one after another they would be tried everywhere in a text. */
function oneOf(forms: SecretForm[]): SecretForm[] {
  const [longest, ...rest] = sorted(forms);
  if (!longest || rest.length === 0) return forms;
  const byFirst = new Map<string, string[]>();
  for (const { pattern } of forms) {
    const first = /^\w?/.exec(pattern)?.[0] ?? '';
    byFirst.set(first, [...(byFirst.get(first) ?? []), pattern.slice(first.length)]);
  }
  const groups = [...byFirst].map(([first, ends]) => `${first}(?:${ends.join('|')})`);
  return [
    {
      pattern: `(?:${groups.join('|')})`,
      longest: longest.longest,
      isBegunBy: (text, at) => forms.some((form) => form.isBegunBy(text, at)),
    },
  ];
}

function formOf(parts: readonly Spellings[]): SecretForm {
  const pattern = parts
    .map((spellings) => {
      const escaped = spellings.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return escaped.length === 1 ? (escaped[0] ?? '') : `(?:${escaped.join('|')})`;
    })
    .join('');
  const first = new Set(parts[0]?.map((spelling) => spelling.charAt(0)));
  return {
    pattern,
    longest: parts.reduce((sum, [first = '']) => sum + first.length, 0),
    isBegunBy: (text, at) => first.has(text.charAt(at)) && isBegunBy(parts, text, at),
  };
}

/** Goes through the parts in all spellings at once. */
function isBegunBy(parts: readonly Spellings[], text: string, at: number): boolean {
  let ends = new Set([at]);
  for (const spellings of parts) {
    const next = new Set<number>();
    for (const end of ends) {
      const left = text.length - end;
      for (const spelling of spellings) {
        if (text.startsWith(spelling, end)) next.add(end + spelling.length);
        else if (left < spelling.length && text.endsWith(spelling.slice(0, left))) return true;
      }
    }
    if (next.size === 0) return false;
    ends = next;
  }
  return false;
}

function partsOf(text: string, spell: (part: string) => Spellings): Spellings[] {
  const parts = text.match(PART) ?? [];
  if (text.length > LONGEST || signsIn(text) > MOST_SIGNS) return [[text]];
  return parts.map((part) => [...new Set(spell(part))].sort((a, b) => b.length - a.length));
}

/** How many characters of a text can be escaped. */
function signsIn(text: string): number {
  return text.match(/[^\w.-]/g)?.length ?? 0;
}

function spellingsOf(part: string): string[] {
  if (/^[\w.-]/.test(part)) return [part];
  const inUrl = inUrls(part);
  if (part.startsWith('\\')) return [...[1, 2, 4, 8].map((n) => part.repeat(n)), ...inUrl];
  const letter = LETTERS[part];
  const code = part.codePointAt(0) ?? 0;
  const signs = code < 0x80 ? BEFORE_SIGN : [0];
  return [
    ...signs.map((n) => '\\'.repeat(n) + part),
    ...[...codes(part), ...(letter ? [letter] : [])].flatMap(escapedLetter),
    ...inUrl,
    ...(part === ' ' ? ['+'] : []),
    ...(ENTITIES[part] ?? []),
    ...[String(code), `x${code.toString(16)}`, `x${code.toString(16).toUpperCase()}`].map(
      (number) => `&#${number};`,
    ),
    ...(code === 39 ? ['&#039;'] : []),
  ];
}

/** What stands behind the backslash: `u002f`, Python’s `x2f`, two for a character outside of the first plane. */
function codes(character: string): string[] {
  const hex = (code: number, digits: number): string[] => {
    const text = code.toString(16).padStart(digits, '0');
    return [text, text.toUpperCase()];
  };
  const code = character.codePointAt(0) ?? 0;
  const [first = [], second] = Array.from({ length: character.length }, (_, n) =>
    hex(character.charCodeAt(n), 4),
  );
  return [
    ...first.map((text, n) => `u${text}${second ? `u${second[n] ?? ''}` : ''}`),
    ...(code < 0x100 ? hex(code, 2).map((text) => `x${text}`) : []),
    ...(code > 0xffff ? hex(code, 8).map((text) => `U${text}`) : []),
  ];
}

/** Percent signs, also those of a URL in a URL. Half a character has no place in a URL. */
function inUrls(part: string): string[] {
  if (/\p{Surrogate}/u.test(part)) return [];
  const once = [...Buffer.from(part)]
    .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
    .join('');
  return [once, once.toUpperCase()].flatMap((text) => [text, text.replaceAll('%', '%25')]);
}

/** All of a secret in numbers: each character as JSON, Python, a URL or HTML may have it, or its bytes as hexadecimal digits. */
function wholly(secret: string): SecretForm[] {
  if (secret.length > MOST_NUMBERS) return [];
  const bytes = [...Buffer.from(secret)].map((byte) => byte.toString(16).padStart(2, '0'));
  const digits = bytes.map((byte) => [...new Set([byte, byte.toUpperCase()])]);
  return [formOf((secret.match(/[^]/gu) ?? []).map(numbersOf)), formOf(digits)];
}

/** Of ASCII, which most secrets are made of: masks are made often. */
const knownNumbers = new Map<string, Spellings>();

function numbersOf(character: string): Spellings {
  const known = knownNumbers.get(character);
  if (known) return known;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  const spellings = [
    ...codes(character).flatMap(escapedLetter),
    ...inUrls(character),
    ...[String(code), `x${hex}`, `x${hex.toUpperCase()}`].map((number) => `&#${number};`),
  ];
  const sorted = [...new Set(spellings)].sort((a, b) => b.length - a.length);
  if (code < 0x80) knownNumbers.set(character, sorted);
  return sorted;
}

/** With the backslashes in front of it, and of the second half of a character. */
function escapedLetter(name: string): string[] {
  return BEFORE_LETTER.map((n) => name.replace(/^|(?<=.)(?=u[\dA-F]{4}$)/gi, '\\'.repeat(n)));
}

/** What is the same in the Base64 of all texts that have it in them: it may begin at any of three places of a group. */
function base64Of(secret: string): SecretForm[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const start = Math.ceil((before * 8) / 6);
    const sure = text.slice(start, Math.floor(((before + bytes.length) * 8) / 6));
    // Where the text ends with it, the last letter is known, too.
    return [...new Set([text.slice(start), sure])].map((form) =>
      formOf(partsOf(form, base64Spellings)),
    );
  });
}

function base64Spellings(part: string): string[] {
  const inUrl = part === '+' ? ['-'] : part === '/' ? ['_'] : [];
  return [...spellingsOf(part), ...inUrl];
}
