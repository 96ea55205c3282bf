const OPEN = '<think>';
const CLOSE = '</think>';

/**
 * Keeps apart what a model thinks and what it says, where the server leaves both in one text: `<think>…</think>` at its very
 * beginning. Only what could be the beginning of such a mark is held back.
 */
export class Thoughts {
  readonly #thought: (text: string) => void;
  readonly #said: (text: string) => void;
  #state: 'beginning' | 'thinking' | 'behind' | 'saying' = 'beginning';
  /** The spaces that a text begins with, and what is held back behind them. */
  #space = '';
  #held = '';

  constructor(thought: (text: string) => void, said: (text: string) => void) {
    this.#thought = thought;
    this.#said = said;
  }

  take(text: string): void {
    if (this.#state === 'saying') {
      if (text !== '') this.#said(text);
      return;
    }
    this.#held += text;
    if (this.#state === 'beginning') this.#begin();
    if (this.#state === 'thinking') this.#think();
    if (this.#state === 'behind') this.#leave();
  }

  /** The text has ended: what was held back is what it looks like. */
  end(): void {
    const rest = this.#held;
    this.#held = '';
    if (rest === '') return;
    if (this.#state === 'thinking') this.#thought(rest);
    else if (this.#state === 'beginning') this.#said(this.#space + rest);
  }

  #begin(): void {
    const start = this.#held.trimStart();
    this.#space += this.#held.slice(0, this.#held.length - start.length);
    this.#held = start;
    if (start.startsWith(OPEN)) {
      this.#held = start.slice(OPEN.length);
      this.#state = 'thinking';
    } else if (!OPEN.startsWith(start)) {
      this.#held = this.#space + start;
      this.#say();
    }
  }

  #think(): void {
    const end = this.#held.indexOf(CLOSE);
    const told = end < 0 ? this.#held.length - partAtEnd(this.#held, CLOSE) : end;
    if (told > 0) this.#thought(this.#held.slice(0, told));
    this.#held = this.#held.slice(end < 0 ? told : end + CLOSE.length);
    if (end >= 0) this.#state = 'behind';
  }

  /** The empty lines between thoughts and answer belong to neither. */
  #leave(): void {
    this.#held = this.#held.trimStart();
    if (this.#held !== '') this.#say();
  }

  #say(): void {
    this.#state = 'saying';
    const text = this.#held;
    this.#held = '';
    this.#said(text);
  }
}

/** How many characters at a text's end could be the beginning of a mark. */
function partAtEnd(text: string, mark: string): number {
  for (let length = Math.min(text.length, mark.length - 1); length > 0; length--) {
    if (mark.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
