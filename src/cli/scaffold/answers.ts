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

/** Throws UsageError for a text that won't do. */
type Check = (text: string) => void;

/** Asks for what flags have not given; where nobody is to be asked, the defaults stand. */
export class Answers {
  readonly #terminal: Terminal;
  readonly #mayAsk: boolean;

  constructor({ yes, json, dryRun }: Asking, terminal: Terminal) {
    this.#terminal = terminal;
    this.#mayAsk = terminal.interactive && !yes && !json && !dryRun;
  }

  /**
   * A name, without which there is nothing to do. Throws UsageError where nobody can be asked, and what `check` throws
   * for the given one.
   */
  async name(given: string | undefined, kind: string, check: Check): Promise<string> {
    if (given !== undefined) {
      check(given);
      return given;
    }
    if (!this.#mayAsk) throw new UsageError(message('scaffold-name-missing', { kind }));
    const read = checked((text) => [text], check);
    return this.#askText({ key: 'scaffold-ask/name' }, { read });
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
    check: Check,
  ): Promise<readonly string[]> {
    if (given !== undefined || !this.#mayAsk) {
      given?.forEach(check);
      return given ?? usual;
    }
    const read = checked(partsOf, check);
    return partsOf(await this.#askText(prompt, { initial: usual.join(', '), read }));
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

/** Reads an answer so that whoever gave it can better it at once. */
function checked(
  parts: (text: string) => readonly string[],
  check: Check,
): Required<Wanted>['read'] {
  return (text) => {
    try {
      parts(text).forEach(check);
      return { value: text };
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const { text: problem, hint } = error;
      return { problem: hint ? message('answer-problem', { problem, hint }) : problem };
    }
  };
}

/** What stands between the commas; those inside of brackets and quotes belong to a value. */
function partsOf(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const [piece] of text.matchAll(/"(?:[^"\\]|\\.)*"|./gsu)) {
    if (/^[[{]/.test(piece)) depth++;
    else if (/^[\]}]/.test(piece)) depth--;
    if (/^[,，]$/.test(piece) && depth <= 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${piece}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
