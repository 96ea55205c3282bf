import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { textWidth } from '../../src/diagnostics/text-width.ts';

it('every character takes the columns that string-width says', () => {
  const different: string[] = [];
  const planes = [0, 0x1_0000, 0x2_0000, 0xe_0000];
  for (const plane of planes) {
    for (let code = plane; code <= plane + 0xffff; code++) {
      const character = String.fromCodePoint(code);
      if (textWidth(character) !== stringWidth(character)) different.push(code.toString(16));
    }
  }
  expect(different).toEqual([]);
});

it.each(
  (
    '👩‍👩‍👧 👨🏽‍💻 ❤️ ❤ ✔️ ✔ 1️⃣ 1⃣ 🇨🇳 🇨 ☝🏽 ⏸ ⏸️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ©️ © ⌚ 🅰️ 🅰 가 각 ᄀᄀ e\u0301 ｶﾞ कि ไทย a\u200db 你好， “x”… ✔⠋│█░· ' +
    '中文English混排😀'
  ).split(' '),
)('%s too', (text) => {
  expect(textWidth(text)).toBe(stringWidth(text));
});

it('and so does any text of such characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(textWidth(text)).toBe(stringWidth(text));
    }),
  );
});
