/**
 * Does work for each item, for at most `concurrency` of them at a time; the next item is read only when there is room
 * for it. Once `signal` aborts, no more are begun. Rejects with what the reading or the work rejects with, after the
 * work that is going on has ended.
 */
export async function pool<T>(
  items: AsyncIterable<T>,
  concurrency: number,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  let reading: Promise<unknown> = Promise.resolve();
  let over = false;
  const next = (): Promise<IteratorResult<T>> => {
    const result = reading.then(() => iterator.next());
    reading = result;
    return result;
  };
  const worker = async (): Promise<void> => {
    try {
      while (!over && !signal.aborted) {
        const { value, done } = (await next()) as IteratorResult<T, undefined>;
        if (done || value === undefined) break;
        await work(value);
      }
    } finally {
      over = true;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: concurrency }, worker));
  await iterator.return?.();
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
