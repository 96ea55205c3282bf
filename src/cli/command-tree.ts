import type { Argument, Command, Option } from 'commander';
import type { Language, Say } from '../messages/message.ts';
import { commandPath, examplesOf } from './help.ts';
import { gather } from './program/adding.ts';

const languages: readonly Language[] = ['en', 'zh'];

/** A command as `help --json` tells it. */
export interface CommandEntry {
  readonly name: string;
  /** As it is typed: `bisheng component run`. */
  readonly command: string;
  readonly description: string;
  readonly usage: string;
  readonly examples: readonly string[];
  readonly arguments: readonly ArgumentEntry[];
  readonly flags: readonly FlagEntry[];
  readonly commands: readonly CommandEntry[];
}

export interface ArgumentEntry {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** May be given several times. */
  readonly repeatable: boolean;
  readonly choices: readonly string[] | null;
}

export interface FlagEntry {
  /** `--input`, `--no-color`. */
  readonly name: string;
  /** `-v` */
  readonly short: string | null;
  readonly description: string;
  /** What its value is, in angle brackets; null where it takes none. */
  readonly value: string | null;
  readonly repeatable: boolean;
  readonly choices: readonly string[] | null;
}

/** A command with all below it, as plain data; hidden ones are left out. */
export function commandTree(command: Command, say: Say): CommandEntry {
  const helper = command.createHelp();
  const visible = helper.visibleCommands(command);
  return {
    name: command.name(),
    command: ['bisheng', ...commandPath(command)].join(' '),
    description: command.description(),
    usage: helper.commandUsage(command),
    examples: examplesOf(command, say),
    arguments: command.registeredArguments.map(argumentEntry),
    flags: helper.visibleOptions(command).map(flagEntry),
    commands: visible.map((inner) => commandTree(inner, say)),
  };
}

/** `help --json`: the document, ended by a line break. */
export function helpJson(command: Command, version: string, say: Say): string {
  const document = { format_version: 1, version, ...commandTree(command, say) };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function argumentEntry(argument: Argument): ArgumentEntry {
  return {
    name: argument.name(),
    description: argument.description,
    required: argument.required,
    repeatable: argument.variadic,
    choices: choicesOf(argument),
  };
}

function flagEntry(option: Option): FlagEntry {
  return {
    name: option.long ?? option.short ?? option.flags,
    short: option.long === undefined ? null : (option.short ?? null),
    description: option.description,
    value: /<(.*)>/.exec(option.flags)?.[1] ?? null,
    repeatable: option.parseArg === gather,
    choices: choicesOf(option),
  };
}

/** The words that a flag or an argument can be: what {@link oneOf} checks. */
export function choicesOf(of: Option | Argument): readonly string[] | null {
  const { parseArg } = of;
  if (parseArg && 'choices' in parseArg) return parseArg.choices as readonly string[];
  // What stands there is read before commander does.
  return of.name() === 'lang' ? languages : null;
}
