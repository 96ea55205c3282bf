import { pipeline, type Duplex, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';

/** What `accept-encoding` asks for. `deflate` is left out: servers disagree on what it means. */
export const acceptedEncodings = 'gzip, br';
/** More layers than this are no honest answer. */
const MAX_LAYERS = 3;

/**
 * A body with its content encodings (RFC 9110, 8.4) taken off. An encoding that nobody asked for stays on, as in
 * browsers: many a server writes a charset there. Destroying the result destroys the body.
 */
export function decoded(body: Readable, contentEncoding: string): Readable {
  const decoders = contentEncoding
    .split(',')
    .map((name) => decoderFor(name.trim().toLowerCase()))
    .filter((create) => create !== undefined)
    .slice(-MAX_LAYERS)
    .reverse();
  return decoders.reduce<Readable>((encoded, create) => {
    const decoder = create();
    // A failure is told by the result, to whoever reads it; nobody else waits for it.
    decoder.on('error', () => undefined);
    return pipeline(encoded, decoder, () => undefined);
  }, body);
}

function decoderFor(encoding: string): (() => Duplex) | undefined {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return () => createGunzip();
    case 'br':
      return () => createBrotliDecompress();
    default:
      return undefined;
  }
}
