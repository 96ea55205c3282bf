/** Where nothing happens, a sign of life comes so often, for proxies that cut what is silent. Milliseconds. */
const SIGN_OF_LIFE = 15_000;
/** Who takes nothing for so long is cut off. Milliseconds. */
const PATIENCE = 60_000;

/** What goes out as Server-Sent Events, piece by piece. */
export interface Frames {
  /** The next frames as they are sent; undefined where there are no more. Rejects where it breaks off. */
  next(): Promise<string | undefined>;
  /** Nobody takes any more of them. */
  close(): void;
}

/** Sends frames only as the client takes those before, so that they cost no memory. `first` goes out at once. */
export function eventStream(frames: Frames, first: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let pending: Promise<string | undefined> | undefined;
  let impatience: NodeJS.Timeout | undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(first));
      },
      async pull(controller) {
        clearTimeout(impatience);
        pending ??= frames.next();
        const text = await orSilence(pending);
        if (text === silence) controller.enqueue(encoder.encode(': \n\n'));
        else {
          pending = undefined;
          if (text === undefined) {
            controller.close();
            return;
          }
          controller.enqueue(encoder.encode(text));
        }
        impatience = setTimeout(() => {
          frames.close();
          controller.error(new Error('the client takes nothing'));
        }, PATIENCE).unref();
      },
      cancel() {
        clearTimeout(impatience);
        frames.close();
      },
    },
    { highWaterMark: 1 },
  );
}

const silence = Symbol('silence');

async function orSilence<T>(next: Promise<T>): Promise<T | typeof silence> {
  let timer: NodeJS.Timeout | undefined;
  const silent = new Promise<typeof silence>((resolve) => {
    timer = setTimeout(() => resolve(silence), SIGN_OF_LIFE).unref();
  });
  const result = await Promise.race([next, silent]);
  clearTimeout(timer);
  return result;
}
