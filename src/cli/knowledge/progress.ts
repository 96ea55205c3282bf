import { message } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { Spinner } from '../spinner.ts';
import type { Terminal } from '../terminal.ts';

/** Shows on a terminal that the index of a base is being made. */
export class IndexProgress {
  readonly #say: Terminal['say'];
  readonly #name: string;
  readonly #spinner: Spinner;

  constructor(name: string, terminal: Terminal) {
    this.#name = name;
    this.#say = terminal.say;
    this.#spinner = new Spinner(terminal);
  }

  update(done: number, total: number): void {
    const text = message('knowledge-indexing', { name: this.#name, done, total });
    this.#spinner.show(foreign(this.#say(text)));
  }

  stop(): Promise<void> {
    return this.#spinner.stop();
  }
}
