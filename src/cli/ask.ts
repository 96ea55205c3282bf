import { readAnswer } from '../components/read-answer.ts';
import type { Question } from '../engine/run-event.ts';
import { isObject, own, toJson, type Value } from '../flow/value.ts';
import { message, type Message } from '../messages/message.ts';
import { foreign, foreignLines } from '../reporters/text/foreign.ts';
import { Interrupted } from './exit.ts';
import type { Terminal } from './terminal.ts';

/** Something that a person at the terminal is asked for. */
export interface Wanted {
  readonly prompt: string;
  /** One of these, chosen from a list. */
  readonly choices?: readonly Value[] | undefined;
  readonly yesOrNo?: boolean;
  /** What stands there already and may be changed. */
  readonly initial?: string | boolean;
  /** What is typed is not shown. */
  readonly secret?: boolean;
  /** The value of what was typed, or what is wrong with it. Unless given, any text will do. */
  readonly read?: (text: string) => { readonly value: Value } | { readonly problem: Message };
}

/** The prompt for a HumanInput. */
export function wantedAnswer({ prompt, options, schema }: Question): Wanted {
  const rules = isObject(schema) ? schema : {};
  const choices = options ?? own(rules, 'enum');
  return {
    prompt,
    choices: Array.isArray(choices) && choices.length > 0 ? (choices as Value[]) : undefined,
    yesOrNo: own(rules, 'type') === 'boolean',
    read: (text) => readAnswer(text, schema === undefined ? {} : { schema }),
  };
}

/**
 * Asks until there is an answer that will do. Rejects with Interrupted for Ctrl-C, and with the signal's reason when
 * it aborts. Everything is written to stderr: stdout is the result's.
 */
export async function askFor(
  wanted: Wanted,
  terminal: Terminal,
  signal?: AbortSignal,
): Promise<Value> {
  // A prompt never stops listening to its signal, and would close a second time, over what is on the screen by then.
  const calledOff = new AbortController();
  const callOff = (): void => calledOff.abort(signal?.reason);
  signal?.throwIfAborted();
  signal?.addEventListener('abort', callOff);
  try {
    return await promptFor(wanted, terminal, calledOff.signal);
  } finally {
    signal?.removeEventListener('abort', callOff);
  }
}

async function promptFor(wanted: Wanted, terminal: Terminal, signal: AbortSignal): Promise<Value> {
  const clack = await import('@clack/prompts');
  const { say, stdin: input, stderr: output } = terminal;
  const prompt = {
    message: foreignLines(wanted.prompt).join('\n'),
    input,
    output,
    signal,
  };
  if (wanted.choices) {
    const { choices } = wanted;
    const options = choices.map((choice, value) => ({ value, label: label(choice) }));
    const letGo = chosenByNumber(input, choices.length);
    const index = await clack
      .select({ ...prompt, options, showInstructions: false })
      .finally(letGo);
    return choices[answered(index, signal)] ?? null;
  }
  if (wanted.yesOrNo) {
    const [active, inactive] = [say(message('answer-yes')), say(message('answer-no'))];
    return answered(
      await clack.confirm({ ...prompt, active, inactive, initialValue: wanted.initial !== false }),
      signal,
    );
  }
  const read = wanted.read ?? ((text: string) => ({ value: text }));
  const validate = (text: string | undefined): string | undefined => {
    if (!text?.trim()) return say(message('answer-empty'));
    const result = read(text);
    return 'problem' in result ? say(result.problem) : undefined;
  };
  const ask = wanted.secret ? clack.password : clack.text;
  const initial = typeof wanted.initial === 'string' ? { initialValue: wanted.initial } : {};
  const result = read(answered(await ask({ ...prompt, ...initial, validate }), signal));
  return 'value' in result ? result.value : null;
}

/**
 * Lets a digit lead to the option of that number, from 1: a list listens to arrows only, and Enter would take another one than was
 * meant. Gives what ends it.
 */
function chosenByNumber(input: Terminal['stdin'], count: number): () => void {
  let at = 0;
  const press = (char: string | undefined, { name = '' }: { name?: string } = {}): void => {
    const step = steps[name];
    if (step !== undefined) at = (at + step + count) % count;
    const wanted = /^[1-9]$/.test(char ?? '') ? Number(char) - 1 : at;
    if (wanted >= count) return;
    const key = wanted > at ? 'down' : 'up';
    for (let left = Math.abs(wanted - at); left > 0; left--)
      input.emit('keypress', '', { name: key });
  };
  input.on('keypress', press);
  return () => void input.off('keypress', press);
}

/** Keys that lead to another option. */
const steps: Readonly<Record<string, number>> = {
  up: -1,
  left: -1,
  k: -1,
  h: -1,
  down: 1,
  right: 1,
  j: 1,
  l: 1,
};

/** What was answered; a symbol stands for an answer that was refused by Ctrl-C or called off by the signal. */
function answered<T>(answer: T, signal: AbortSignal): Exclude<T, symbol> {
  if (typeof answer !== 'symbol') return answer as Exclude<T, symbol>;
  signal.throwIfAborted();
  throw new Interrupted('SIGINT');
}

function label(value: Value): string {
  return foreign(typeof value === 'string' ? value : toJson(value));
}
