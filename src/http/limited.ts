import type { Readable } from 'node:stream';

export interface BodyLimits {
  readonly maxBytes: number;
  /** Milliseconds between two chunks, while somebody waits for the next. */
  readonly idleMs: number;
  readonly tooLarge: () => Error;
  readonly stalled: () => Error;
}

/** The chunks of a body, within limits; whoever stops reading early closes it. Throws also what the body fails with. */
export async function* limited(body: Readable, limits: BodyLimits): AsyncGenerator<Uint8Array> {
  const chunks = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  let size = 0;
  try {
    for (;;) {
      const timer = setTimeout(() => body.destroy(limits.stalled()), limits.idleMs);
      const next = await chunks.next().finally(() => clearTimeout(timer));
      if (next.done) return;
      size += next.value.byteLength;
      if (size > limits.maxBytes) throw limits.tooLarge();
      yield next.value;
    }
  } finally {
    body.destroy();
  }
}
