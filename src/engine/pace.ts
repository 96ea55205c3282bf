/** After so many milliseconds work that never waits gives way. */
const SLICE = 10;

/**
 * Keeps a run of much small work from holding up everything else: time-outs, Ctrl-C and the screen need their turn.
 */
export class Pace {
  #since = performance.now();

  /** A pause to be awaited, where it is time for one. */
  rest(): Promise<void> | undefined {
    if (performance.now() - this.#since < SLICE) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        this.#since = performance.now();
        resolve();
      });
    });
  }
}
