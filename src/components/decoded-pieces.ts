/**
 * Bytes that arrive in pieces as text. A byte order mark says UTF-16; else `encoding` where it is given; else the first
 * piece decides between UTF-8 and GB18030. Throws an error of which {@link isEncodingError} is true for bytes that
 * are neither.
 */
export async function* decodedPieces(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding?: string,
): AsyncGenerator<string> {
  let decode: ((piece?: Uint8Array) => string) | undefined;
  for await (const piece of bytes) {
    decode ??= decoderFor(utf16Of(piece) ?? encoding ?? guess(piece));
    yield decode(piece);
  }
  if (decode) yield decode();
}

/** Whether an error says that bytes are not in the encoding they were taken for. */
export function isEncodingError(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
  );
}

/** Decodes strictly; called without a piece at the end, which must not fall inside a character. */
function decoderFor(encoding: string): (piece?: Uint8Array) => string {
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (piece) => (piece ? decoder.decode(piece, { stream: true }) : decoder.decode());
}

function utf16Of(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

function guess(bytes: Uint8Array): string {
  try {
    decoderFor('utf-8')(bytes);
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
