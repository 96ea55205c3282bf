import { isUtf8 } from 'node:buffer';
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts';
import { SourceFile } from '../../diagnostics/source-file.ts';
import { message } from '../../messages/message.ts';

/** The largest file that is read, in bytes. */
export const maxSourceBytes = 32 * 1024 * 1024;

const utf8 = new TextDecoder();

export type Decoded = { readonly source: SourceFile } | { readonly diagnostic: Diagnostic };

/**
 * The text of a file: UTF-8 with or without byte order mark, UTF-16 with one. Anything else gives a finding that says
 * what the bytes look like. The mark itself is no part of the text.
 */
export function decodeSource(path: string, bytes: Uint8Array): Decoded {
  const large = tooLarge(path, bytes.length);
  if (large) return { diagnostic: large };
  const wide = utf16Of(bytes);
  if (wide) {
    const text = decode(wide, bytes);
    if (text === undefined || text.includes('\0')) return { diagnostic: binary(path) };
    return { source: new SourceFile(path, text) };
  }
  if (bytes.includes(0)) return { diagnostic: binary(path) };
  if (!isUtf8(bytes)) return { diagnostic: otherEncoding(path, bytes) };
  return { source: new SourceFile(path, utf8.decode(bytes)) };
}

/** The finding for a file of more than {@link maxSourceBytes}; for callers that know the size before they read. */
export function tooLarge(path: string, size: number): Diagnostic | undefined {
  return size > maxSourceBytes ? fileTooLarge(path) : undefined;
}

/** The same for one whose size nobody knows. */
export function fileTooLarge(path: string): Diagnostic {
  return {
    severity: 'error',
    code: 'file-too-large',
    message: message('file-too-large', { limit: maxSourceBytes / 1024 / 1024 }),
    location: firstMatch(path, '', /^/),
  };
}

function binary(path: string): Diagnostic {
  return {
    severity: 'error',
    code: 'file-binary',
    message: message('file-binary'),
    location: firstMatch(path, '', /^/),
  };
}

/** The encoding that a UTF-16 byte order mark names. (UTF-32's begins like one, but is followed by zeros.) */
function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe && (bytes[2] !== 0 || bytes[3] !== 0)) {
    return 'utf-16le';
  }
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** Undefined where the bytes are not of that encoding, or where this Node does not know it. */
function decode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function otherEncoding(path: string, bytes: Uint8Array): Diagnostic {
  if (controlShare(bytes) > 0.02) return binary(path);
  const chinese = looksLikeGb(bytes) ? decode('gb18030', bytes) : undefined;
  if (chinese !== undefined) {
    return {
      severity: 'error',
      code: 'file-encoding',
      message: message('file-encoding/gb'),
      location: firstMatch(path, chinese, /[^\0-\x7f]+/),
      hint: message('file-encoding/gb-hint', { path }),
    };
  }
  return {
    severity: 'error',
    code: 'file-encoding',
    message: message('file-encoding/other'),
    location: firstMatch(path, utf8.decode(bytes), /\ufffd/),
    hint: message('file-encoding/other-hint'),
  };
}

/** A place in what could be made of a file's text; of a file without text its beginning. */
function firstMatch(path: string, text: string, pattern: RegExp): Location {
  const match = pattern.exec(text);
  const start = match?.index ?? 0;
  return { file: new SourceFile(path, text), start, end: start + (match?.[0].length ?? 0) };
}

/** How many of the first bytes are control characters that no text has. */
function controlShare(bytes: Uint8Array): number {
  const sample = bytes.subarray(0, 8192);
  return sample.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length / sample.length;
}

/**
 * Whether most characters beyond ASCII are pairs of the GB 2312 area, in which nearly all Chinese text is: texts of
 * other encodings can often be read as GB 18030 too, but then their pairs lie elsewhere.
 */
function looksLikeGb(bytes: Uint8Array): boolean {
  let inside = 0;
  let outside = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const second = bytes[++at] ?? 0;
    if (lead >= 0xa1 && lead <= 0xf7 && second >= 0xa1 && second <= 0xfe) inside++;
    else outside++;
  }
  return inside > outside * 3;
}
