import type { Command } from 'commander';
import type { MessageKey } from '../../messages/message.ts';
import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

/** What a command needs to add itself to the program. Its code is loaded only when it is called. */
export interface Adding {
  readonly program: Command;
  readonly words: (key: MessageKey) => string;
  readonly terminal: Terminal;
  /** Takes the exit code of the command that ran. */
  readonly done: (code: ExitCode) => void;
}

/** Gathers the values of a flag that may be given several times. */
export function gather(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
