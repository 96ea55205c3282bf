/** A signal that aborts when another one does, or when nothing has been heard for a time. */
export class Silence {
  readonly signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #end: () => void;

  /** `broken` makes the reason with which it aborts after `ms` without a call of {@link Silence.heard}. */
  constructor(outer: AbortSignal, ms: number, broken: () => Error) {
    const controller = new AbortController();
    const aborted = (): void => controller.abort(outer.reason);
    this.signal = controller.signal;
    if (outer.aborted) aborted();
    outer.addEventListener('abort', aborted);
    this.#timer = setTimeout(() => controller.abort(broken()), Math.min(ms, 2 ** 31 - 1));
    this.#end = () => outer.removeEventListener('abort', aborted);
  }

  heard(): void {
    this.#timer.refresh();
  }

  /** Takes the timer and the listener away. */
  end(): void {
    clearTimeout(this.#timer);
    this.#end();
  }
}
