/**
 * A `fetch` whose failures keep their cause: the SDK takes one for a time-out of its own, and drops what is behind it, where the
 * failure or its cause speaks of a time-out.
 */
export function withCauses(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    try {
      return await fetch(input, init);
    } catch (error) {
      // As far behind the SDK does not look.
      const cause = new Error('see its cause', { cause: error });
      throw new Error('no answer', { cause });
    }
  };
}
