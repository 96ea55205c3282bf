import { message, type Message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { askFor } from '../ask.ts';
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
    return String(await this.#ask({ key: 'scaffold-ask/name' }) as string);
  }

  async text(given: string | undefined, prompt: Message, usual: string): Promise<string> {
    if (given !== undefined || !this.#mayAsk) return given ?? usual;
    return String((await this.#ask(prompt, { initial: usual })) as string);
  }

  /** Several texts: a flag that may be repeated, or an answer with commas. */
  async list(
    given: readonly string[] | undefined,
    prompt: Message,
    usual: readonly string[],
  ): Promise<readonly string[]> {
    if (given !== undefined || !this.#mayAsk) return given ?? usual;
    const answer = String((await this.#ask(prompt, { initial: usual.join(', ') })) as string);
    return answer
      .split(/[,，]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }

  async choice<const C extends string>(
    given: C | undefined,
    prompt: Message,
    choices: readonly C[],
    label: (choice: C) => string = (choice) => choice,
  ): Promise<C> {
    const [usual] = choices;
    if (given !== undefined) return given;
    if (!this.#mayAsk || usual === undefined) return usual as C;
    const labels = choices.map(label);
    const answer = await this.#ask(prompt, { choices: labels });
    return choices[labels.indexOf(String(answer as string))] ?? usual;
  }

  async yesOrNo(given: boolean | undefined, prompt: Message, usual: boolean): Promise<boolean> {
    if (given !== undefined || !this.#mayAsk) return given ?? usual;
    return (await this.#ask(prompt, { yesOrNo: true })) === true;
  }

  #ask(prompt: Message, wanted: Partial<Parameters<typeof askFor>[0]> = {}): ReturnType<typeof askFor> {
    return askFor({ prompt: this.#terminal.say(prompt), ...wanted }, this.#terminal);
  }
}
