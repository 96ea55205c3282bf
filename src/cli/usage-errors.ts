import type { Command, CommanderError } from 'commander';
import { nearestOrPart } from '../diagnostics/nearest.ts';
import { own } from '../flow/value.ts';
import { message, type Message } from '../messages/message.ts';
import { UsageError } from '../project/usage-error.ts';
import { commandPath } from './help.ts';

/**
 * What commander found wrong with the arguments of a command, in our words: its own are English only, and it finds
 * the nearest name less often.
 */
export function usageErrorOf(error: CommanderError, command: Command): UsageError {
  const quoted = /'(.*)'/s.exec(error.message)?.[1] ?? '';
  const name = commandPath(command).join(' ');
  switch (error.code) {
    case 'commander.unknownOption':
      return unknownFlag(quoted.replace(/=.*$/s, ''), command);
    case 'commander.unknownCommand':
      return unknownCommand(quoted, command);
    case 'commander.optionMissingArgument':
      return new UsageError(message('flag-value-missing', { flag: quoted }), seeHelp(command));
    case 'commander.missingArgument':
      return new UsageError(
        message('argument-missing', { command: name, argument: quoted }),
        exampleFor(name) ?? seeHelp(command),
      );
    case 'commander.excessArguments': {
      const extra = command.args[command.registeredArguments.length] ?? '';
      return new UsageError(
        message('argument-excess', { command: name, argument: extra }),
        hintForExcess(name, extra) ?? seeHelp(command),
      );
    }
    default:
      // Commander is not asked to check anything else; if it does, that is a defect.
      throw error;
  }
}

function hintForExcess(command: string, extra: string): Message | undefined {
  if (command === 'run') return message('argument-excess/hint-run');
  return command === 'batch' ? message('argument-excess/hint-batch', { file: extra }) : undefined;
}

/** What is most likely wanted, where a command without its argument is often tried. */
function exampleFor(command: string): Message | undefined {
  switch (command) {
    case 'diff':
      return message('argument-missing/hint-diff');
    case 'report':
    case 'runs show':
      return message('argument-missing/hint-latest', { command });
    default:
      return undefined;
  }
}

/** What one command calls so, another calls otherwise. */
const twins: Readonly<Record<string, string>> = { '--format': '--output', '--output': '--format' };

/** The error for a command that is none. */
export function unknownCommand(given: string, program: Command): UsageError {
  const text = message('command-unknown', { name: given });
  if (/\.(ya?ml|json)$/i.test(given)) {
    return new UsageError(text, message('command-unknown/hint-run', { file: given }));
  }
  const names = program.commands.map((command) => command.name());
  return new UsageError(text, didYouMean(given, names) ?? seeHelp(program));
}

function unknownFlag(flag: string, command: Command): UsageError {
  const flags = command.options.flatMap(({ long, short }) => [long ?? [], short ?? []].flat());
  const twin = flags.find((name) => name === own(twins, flag));
  return new UsageError(
    message('flag-unknown', { flag }),
    didYouMean(twin ?? flag, [...flags, '--help']) ?? seeHelp(command),
  );
}

/** A choice among names, or the error that lists them. Its `choices` are for those that describe the command. */
export function oneOf<const C extends string>(
  flag: string,
  choices: readonly C[],
): ((given: string) => C) & { readonly choices: readonly C[] } {
  const choose = (given: string): C => {
    const choice = choices.find((c) => c === given);
    if (choice !== undefined) return choice;
    throw new UsageError(
      message('flag-choice', { flag, value: given, choices }),
      didYouMean(given, choices),
    );
  };
  return Object.assign(choose, { choices });
}

/** The name that was mistyped or cut short. */
function didYouMean(given: string, names: readonly string[]): Message | undefined {
  const name = nearestOrPart(given, names);
  return name === undefined ? undefined : message('did-you-mean', { name });
}

function seeHelp(command: Command): Message {
  return message('see-help', { command: ['bisheng', ...commandPath(command)].join(' ') });
}
