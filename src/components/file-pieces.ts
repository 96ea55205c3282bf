import { constants, createReadStream } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds between two looks at a pipe in which there is nothing yet. */
const PATIENCE = 10;

/**
 * The bytes of a file in pieces of at most `size` bytes. Rejects with what the system says of a file that can't be read.
 *
 * A named pipe is looked at again and again: to wait in it would hold a thread that nothing frees, so that not even a
 * signal could end the program.
 */
export async function* filePieces(path: string, size: number): AsyncGenerator<Uint8Array> {
  if ((await stat(path)).isFIFO()) yield* pipePieces(path, size);
  else yield* createReadStream(path, { highWaterMark: size }) as AsyncIterable<Uint8Array>;
}

/** A file's bytes as a whole; undefined where there are more than `limit`, and no more than that is read. */
export async function boundedFile(path: string, limit: number): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of filePieces(path, 64 * 1024)) {
    size += piece.length;
    if (size > limit) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function* pipePieces(path: string, size: number): AsyncGenerator<Uint8Array> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  // Until somebody writes to it, a named pipe seems to be at its end. One that a shell has opened for us is being written.
  let begun = /^\/(dev|proc)\//.test(path);
  try {
    for (;;) {
      const piece = Buffer.allocUnsafe(size);
      const count = await readNow(file, piece);
      if (count === 0 && begun) return;
      if (count !== 0) begun = true;
      if (count) yield piece.subarray(0, count);
      else await pause(PATIENCE);
    }
  } finally {
    await file.close();
  }
}

/** How many bytes were there: 0 at the end, undefined where the writer has not written more yet. */
async function readNow(file: FileHandle, piece: Buffer): Promise<number | undefined> {
  try {
    return (await file.read(piece)).bytesRead;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return undefined;
    throw error;
  }
}
