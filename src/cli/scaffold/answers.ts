import type { Value } from '../../flow/value.ts';
import { message, type Message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { askFor, type Wanted } from '../ask.ts';
import type { Terminal } from '../terminal.ts';

export interface Asking {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

/** Asks for what flags have not given; where nobody is to be asked, the defaults stand. */
export class Answers {
  readonly #terminal: Terminal;
  readonly #mayAsk: boolean;

  constructor({ yes, json, dryRun }: Asking, terminal: Terminal) {
    this.#terminal = terminal;
    this.#mayAsk = terminal.interactive && !yes && !json && !dryRun;
  }

  /** A name, without which there is nothing to do. Throws UsageError where nobody can be asked. */
  async name(given: string | undefined, kind: string): Promise<string> {
    if (given !== undefined) return given;
    if (!this.#mayAsk) throw new UsageError(message('scaffold-name-missing', { kind }));
    return this.#askText({ key: 'scaffold-ask/name' });
  }

  async text(given: string | undefined, prompt: Message, usual: string): Promise<string> {
    if (given !== undefined || !this.#mayAsk) return given ?? usual;
    return this.#askText(prompt, { initial: usual });
  }

  /** Several texts: a flag that may be repeated, or an answer with commas. */
  async list(
    given: readonly string[] | undefined,
    prompt: Message,
    usual: readonly string[],
  ): Promise<readonly string[]> {
    if (given !== undefined || !this.#mayAsk) return given ?? usual;
    const answer = await this.#askText(prompt, { initial: usual.join(', ') });
    return answer
      .split(/[,，]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }

  async choice<const C extends string>(
    given: C | undefined,
    prompt: Message,
    choices: readonly [C, ...C[]],
    label: (choice: C) => string = (choice) => choice,
  ): Promise<C> {
    if (given !== undefined || !this.#mayAsk) return given ?? choices[0];
    const labels = choices.map(label);
    const answer = await this.#askText(prompt, { choices: labels });
    return choices[labels.indexOf(answer)] ?? choices[0];
  }

  async yesOrNo(given: boolean | undefined, prompt: Message, usual: boolean): Promise<boolean> {
    if (given !== undefined || !this.#mayAsk) return given ?? usual;
    return (await this.#ask(prompt, { yesOrNo: true, initial: usual })) === true;
  }

  async #askText(prompt: Message, wanted: Partial<Wanted> = {}): Promise<string> {
    return (await this.#ask(prompt, wanted)) as string;
  }

  #ask(prompt: Message, wanted: Partial<Wanted> = {}): Promise<Value> {
    return askFor({ prompt: this.#terminal.say(prompt), ...wanted }, this.#terminal);
  }
}
