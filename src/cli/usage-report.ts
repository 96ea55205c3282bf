import { message, type Message } from '../messages/message.ts';
import type { UsageError } from '../project/usage-error.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { themeFor } from '../reporters/text/theme.ts';
import type { Terminal } from './terminal.ts';

/** Tells what is wrong with a call, and below it what to do instead. */
export function reportUsageError({ text, hint }: UsageError, terminal: Terminal): void {
  const { say, stderr } = terminal;
  // The words of the command line are repeated in it: they must not get at the terminal.
  const line = (sentence: Message): string => foreign(say(sentence));
  const theme = themeFor(terminal);
  const lines = [`${theme.bad(say(message('error-label')))}${line(text)}`];
  if (hint) lines.push(`  ${line(hint)}`);
  stderr.write(`${lines.join('\n')}\n`);
}
