import { describe, expect, it } from 'vitest';
import { excerpt, printable } from '../../src/diagnostics/printable.ts';

describe('printable', () => {
  it('shows what a terminal would obey', () => {
    expect(printable('\x1b[31mred\x07\r\b\x7f\0')).toBe('␛[31mred␇␍␈␡␀');
    expect(printable('\x9b31m\x85')).toBe('<U+009B>31m<U+0085>');
    expect(printable('a\u202eb\u2066c\u2069\u200fd\u2028e\ufeff')).toBe(
      'a<U+202E>b<U+2066>c<U+2069><U+200F>d<U+2028>e<U+FEFF>',
    );
    expect(printable('a\nb\tc')).toBe('a␊b␉c');
  });

  it('shows what has no shape, of all that scripts and emoji don’t need', () => {
    const codes = [0xad, 0x34f, 0x115f, 0x180e, 0x200b, 0x2060, 0x2063, 0x3164, 0xffa0, 0xe0041];
    for (const code of codes) {
      const shown = `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
      expect(printable(`a${String.fromCodePoint(code)}b`)).toBe(`a${shown}b`);
      expect(printable(`${String.fromCodePoint(code)}\n`, { lines: true })).toBe(`${shown}\n`);
    }
    for (const text of ['می\u200cخواهم', 'क्\u200dष', '❤\ufe0f', '葛\u{e0100}', 'ᠠ\u180b']) {
      expect(printable(text)).toBe(text);
    }
  });

  it('keeps lines and tabs when asked to', () => {
    expect(printable('a\r\nb\n\tc\rd\x1b', { lines: true })).toBe('a\nb\n\tc␍d␛');
  });

  it('leaves ordinary text alone, emoji and combining marks too', () => {
    for (const text of ['', 'score > 0.7', '好评，😀 👨‍👩‍👧 é 🇨🇳 ❤️'])
      expect(printable(text)).toBe(text);
  });

  it('replaces halves of surrogate pairs and only those', () => {
    expect(printable('a\ud83d b\ude00 😀 \ud83d\ud83d\ude00')).toBe('a\ufffd b\ufffd 😀 \ufffd😀');
  });
});

describe('excerpt', () => {
  it('cuts long texts without tearing an emoji apart', () => {
    expect(excerpt('short\n')).toBe('short␊');
    expect(excerpt('abcdef', 4)).toBe('abc…');
    expect(excerpt('ab😀def', 4)).toBe('ab…');
  });
});
