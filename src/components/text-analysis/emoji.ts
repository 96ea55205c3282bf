import type { Term } from './sentiment-terms.ts';

const feelings: readonly (readonly [value: number, emoji: string])[] = [
  [2.2, '😀😃😄😁😊🙂☺😍🥰😘😻❤💖💕💗💯👍👏🙌🎉🥳🤩😎🌹💪🔥✨🏆😇🤗🥂💐⭐🌟'],
  [1.2, '😂🤣😆😉😋😜🙏👌🆗✅🌈☀🍻'],
  [-2.3, '😡😠🤬😤🤮🤢💩👎💔😞😔😣😖😫😩😢😨😱😒🙄🖕☹🙁😭😰😥🤡💀'],
  [-1.2, '😐😑😕😟🤦🙃😓😪🤨😶❌⚠🤷'],
];
const terms = new Map<number, Term>();

/** The emoji at an offset, with how long it is in UTF-16 units, if it shows a feeling. */
export function emojiTerm(text: string, at: number): { term: Term; length: number } | undefined {
  const code = text.codePointAt(at) ?? 0;
  if (code < 0x2000) return undefined;
  if (terms.size === 0) {
    for (const [value, emoji] of feelings) {
      for (const one of emoji) terms.set(one.codePointAt(0) ?? 0, { kind: 'polar', value });
    }
  }
  const term = terms.get(code);
  return term && { term, length: code > 0xffff ? 2 : 1 };
}

/** The text with typed faces as emoji, so that their marks are not taken for punctuation. */
export function withEmoji(text: string): string {
  return text
    .replace(/[:;=]-?[)D\]]+(?![\w/])|\^[_.-]?\^|(?<!\w)[xX]D(?!\w)/g, ' 🙂 ')
    .replace(/(?<!\w)[:=]'?-?[([]+(?!\w)|T[_.]T|Q[AW]Q|>_</g, ' 🙁 ')
    .replaceAll('<3', ' ❤ ');
}
