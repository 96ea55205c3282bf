import { sayIn, type Language, type Message, type Say } from '../messages/message.ts';
import { spokenLanguage, type Environment } from '../project/language.ts';
import { colorSupport, liveSupport, unicodeSupport } from '../reporters/terminal.ts';
import type { Interrupt } from './interrupt.ts';

/** Where a command's words go to and answers come from; everything that depends on who sits at the other end. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly environment: Environment;
  /** Working directory, absolute. */
  readonly folder: string;
  readonly language: Language;
  readonly say: Say;
  /** Whether stderr takes colours; stdout never gets any. */
  readonly color: boolean;
  readonly unicode: boolean;
  /** Whether somebody can be asked: stdin and stderr are a terminal. */
  readonly interactive: boolean;
  /** Whether lines on stderr may be drawn over: a terminal that somebody watches. */
  readonly live: boolean;
  readonly interrupt: Interrupt;
}

/** The terminal of this process, for its arguments and environment. */
export function openTerminal(args: readonly string[], interrupt: Interrupt): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const language = spokenLanguage(args, env);
  const flags = { color: args.includes('--no-color') ? false : undefined };
  return {
    stdin,
    stdout,
    stderr,
    environment: env,
    folder: process.cwd(),
    language,
    say: sayIn(language),
    color: colorSupport(stderr, env, flags),
    unicode: unicodeSupport(env, process.platform),
    interactive: stdin.isTTY && stderr.isTTY,
    live: liveSupport(stderr, env),
    interrupt,
  };
}

/** The same terminal speaking the language that a project's settings ask for. */
export function speaking(terminal: Terminal, language: Language): Terminal {
  return language === terminal.language
    ? terminal
    : { ...terminal, language, say: sayIn(language) };
}

/** Writes a sentence on stderr, a line of its own. */
export function note({ stderr, say }: Pick<Terminal, 'stderr' | 'say'>, message: Message): void {
  stderr.write(`${say(message)}\n`);
}
