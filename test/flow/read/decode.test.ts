import { describe, expect, it } from 'vitest';
import { decodeSource, maxSourceBytes, tooLarge } from '../../../src/flow/read/decode.ts';
import { Found } from '../found.ts';

function decoded(bytes: Uint8Array): string | string[] {
  const result = decodeSource('flows/a.yaml', bytes);
  if ('source' in result) return result.source.text;
  const found = new Found();
  found.report(result.diagnostic);
  expect(result.diagnostic.location?.file.path).toBe('flows/a.yaml');
  return found.shown;
}

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe('decodeSource', () => {
  it('reads UTF-8 with and without a byte order mark, and UTF-16 with one', () => {
    const text = 'name: 好评😀\r\n\u2028x: 1';
    expect(decoded(bytes(text))).toBe(text);
    expect(decoded(bytes([0xef, 0xbb, 0xbf], text))).toBe(text);
    const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(decoded(wide)).toBe(text);
    expect(decoded(Buffer.from(wide).swap16())).toBe(text);
    expect(decoded(bytes(''))).toBe('');
  });

  it('tells GBK by its bytes and shows the text', () => {
    // 名称: 客服
    const gbk = bytes('# ok\nname: ', [0xc3, 0xfb, 0xb3, 0xc6, 0xbf, 0xcd, 0xb7, 0xfe], '\n');
    expect(decoded(gbk)).toEqual(['file-encoding/gb 2:7 "名称客服"']);
  });

  it('does not take other encodings for GBK', () => {
    const latin1 = Buffer.from('café: été à la carte\n', 'latin1');
    expect(decoded(latin1)).toEqual(['file-encoding/other 1:4 "\ufffd"']);
    const broken = bytes('a: 基于以下知识库内容回答用户问题\nc: ', [0xe5, 0xa5], '\n');
    expect(decoded(broken)).toEqual(['file-encoding/other 2:4 "\ufffd"']);
  });

  it.each([
    ['NUL', bytes('a: ', [0], 'b')],
    ['a PNG', bytes([0x89], 'PNG\r\n', [0x1a], '\n', [0, 0, 0, 13], 'IHDR')],
    ['compressed data', Buffer.from(Array.from({ length: 300 }, (_, n) => ((n * 89) % 255) + 1))],
    ['UTF-16 without a mark', Buffer.from('name: x', 'utf16le')],
    ['UTF-16 with NUL', bytes([0xff, 0xfe, 0x61, 0, 0, 0])],
    ['UTF-32', bytes([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])],
    ['UTF-16 with half a character', bytes([0xff, 0xfe, 0x61])],
  ])('refuses %s', (_, content) => {
    expect(decoded(content)).toEqual(['file-binary 1:1 ""']);
  });

  it('refuses what is too large', () => {
    expect(tooLarge('a', maxSourceBytes)).toBeUndefined();
    expect(tooLarge('a', maxSourceBytes + 1)?.message).toEqual({
      key: 'file-too-large',
      values: { limit: 32 },
    });
    expect(decoded(Buffer.alloc(100 * 1024 * 1024))).toEqual(['file-too-large 1:1 ""']);
  });
});
