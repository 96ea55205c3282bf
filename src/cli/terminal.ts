import { isatty } from 'node:tty';
import { message, sayIn, type Language, type Message, type Say } from '../messages/message.ts';
import { spokenLanguage, type Environment } from '../project/language.ts';
import { UsageError } from '../project/usage-error.ts';
import type { CheckProblem } from '../reporters/diagnostics/check-report.ts';
import { colorSupport, liveSupport, unicodeSupport } from '../reporters/terminal.ts';
import type { Interrupt } from './interrupt.ts';
import { MaskedOutput } from './masked-output.ts';

/** Where a command's words go to and answers come from; everything that depends on who sits at the other end. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly environment: Environment;
  /** Working directory, absolute. Throws UsageError where it is there no more. */
  readonly folder: string;
  /** Puts messages into words, in a language that may turn out to be another one: see {@link speak}. */
  say: Say;
  /** Whether stderr takes colours; stdout never gets any. */
  readonly color: boolean;
  readonly unicode: boolean;
  /** Whether somebody can be asked: stdin and stderr are a terminal. */
  readonly interactive: boolean;
  /** Whether lines on stderr may be drawn over: a terminal that somebody watches. */
  readonly live: boolean;
  readonly interrupt: Interrupt;
  /** Takes the project's secrets out of what goes to stdout and stderr. */
  readonly mask: MaskedOutput;
  /** Makes the document that a machine format owes its reader, should the command fail before it has written one. */
  failureDocument?: ((problem: CheckProblem) => Promise<string>) | undefined;
}

/** The terminal of this process, for its arguments and environment. */
export function openTerminal(args: readonly string[], interrupt: Interrupt): Terminal {
  const { stdout, stderr, env } = process;
  [stdout, stderr].forEach(assumeSize);
  const flags = { color: args.includes('--no-color') ? false : undefined };
  return {
    // Opened only where something is read from it.
    get stdin() {
      return process.stdin;
    },
    stdout,
    stderr,
    environment: env,
    get folder() {
      try {
        return process.cwd();
      } catch {
        throw new UsageError(message('folder-gone'));
      }
    },
    say: sayIn(spokenLanguage(args, env)),
    color: colorSupport(stderr, env, flags),
    unicode: unicodeSupport(env, process.platform),
    interactive: isatty(2) && isatty(0),
    live: liveSupport(stderr, env),
    interrupt,
    mask: new MaskedOutput([stdout, stderr]),
  };
}

/** Some terminals (a serial line, a container's) give their size as 0: whoever broke lines there would end at each letter. */
function assumeSize(stream: NodeJS.WriteStream): void {
  if (!stream.isTTY) return;
  stream.columns ||= 80;
  stream.rows ||= 24;
}

/** From now on everything is said in the language that a project's settings ask for. */
export function speak(terminal: Terminal, language: Language): void {
  terminal.say = sayIn(language);
}

/** Writes a sentence on stderr, a line of its own. */
export function note({ stderr, say }: Pick<Terminal, 'stderr' | 'say'>, message: Message): void {
  stderr.write(`${say(message)}\n`);
}
