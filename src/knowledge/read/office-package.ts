import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate';
import { documentLimits } from './document-limits.ts';
import { UnreadableDocument } from './document.ts';

/** What an Office file may hold when it is unpacked, in bytes. */
const MOST = documentLimits.limit * 2 ** 20;
/** Offices encrypt what they save with a password into such a container, as old versions did with everything. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * Throws {@link UnreadableDocument} where a file is no package of Office, is encrypted, or would unpack to more than a
 * document ever holds: what it says about its sizes is not believed.
 */
export function checkOfficePackage(bytes: Uint8Array, most = MOST): void {
  if (OLE.every((byte, n) => bytes[n] === byte)) throw new UnreadableDocument('locked');
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new UnreadableDocument('broken');
  let size = 0;
  const unzip = new Unzip((file) => {
    file.ondata = (error, data) => {
      if (error) throw error;
      size += data.length;
      if (size > most) throw new UnreadableDocument('unpacked');
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  unzip.register(UnzipPassThrough);
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    }
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw new UnreadableDocument('broken', error);
  }
}

/** Small enough that a bomb shows itself before it is in memory. */
const PIECE = 64 * 1024;
