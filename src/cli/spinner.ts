import type { Terminal } from './terminal.ts';

/** A sign on a terminal that something goes on; elsewhere nothing. */
export class Spinner {
  readonly #terminal: Pick<Terminal, 'stderr' | 'color' | 'live'>;
  #text = '';
  #starting: Promise<void> | undefined;
  #running: { text: string; stop(): unknown } | undefined;
  #stopped = false;

  constructor(terminal: Pick<Terminal, 'stderr' | 'color' | 'live'>) {
    this.#terminal = terminal;
  }

  /** Shows a text, from now on or in the place of the one before. Nothing any more once it was stopped. */
  show(text: string): void {
    if (!this.#terminal.live || this.#stopped) return;
    this.#text = text;
    this.#starting ??= this.#start();
    if (this.#running) this.#running.text = text;
  }

  /** Takes it away; at once where it is to be seen. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#running?.stop();
    await this.#starting;
  }

  async #start(): Promise<void> {
    const { default: ora } = await import('ora');
    if (this.#stopped) return;
    const { stderr, color } = this.#terminal;
    const options = { stream: stderr, text: this.#text, discardStdin: false };
    this.#running = ora(color ? options : { ...options, color: false as const }).start();
  }
}
