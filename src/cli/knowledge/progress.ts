import { message } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import type { Terminal } from '../terminal.ts';

/** Shows on a terminal that the index of a base is being made. */
export class IndexProgress {
  readonly #terminal: Terminal;
  readonly #name: string;
  #text = '';
  #spinner: Promise<{ text: string; stop(): unknown }> | undefined;
  #stopped = false;

  constructor(name: string, terminal: Terminal) {
    this.#name = name;
    this.#terminal = terminal;
  }

  update(done: number, total: number): void {
    const { live, say } = this.#terminal;
    if (!live || this.#stopped) return;
    this.#text = foreign(say(message('knowledge-indexing', { name: this.#name, done, total })));
    this.#spinner ??= this.#start();
    void this.#spinner.then((spinner) => (spinner.text = this.#text));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    (await this.#spinner)?.stop();
  }

  async #start(): Promise<{ text: string; stop(): unknown }> {
    const { default: ora } = await import('ora');
    const { stderr, color } = this.#terminal;
    const options = { stream: stderr, text: this.#text, discardStdin: false };
    return ora(color ? options : { ...options, color: false as const }).start();
  }
}
