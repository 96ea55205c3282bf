import { Command } from 'commander';
import { message, type MessageKey } from '../messages/message.ts';
import { widthOf } from '../reporters/text/width.ts';
import type { ConfigOptions } from './config.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { helpText } from './help.ts';
import type { RunOptions } from './run.ts';
import type { Terminal } from './terminal.ts';
import { oneOf, unknownCommand, usageErrorOf } from './usage-errors.ts';
import type { ValidateOptions } from './validate.ts';
import { version } from './version.ts';

/**
 * Reads the arguments and runs the command they name. A command's code is loaded only when it is called.
 * Throws UsageError for arguments that make no sense, and whatever the command throws.
 */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCode.ok;
  const program = createProgram(terminal, (result) => (code = result));
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof HelpShown)) throw error;
  }
  return code;
}

/** Commander ends the process after help and version; here it only leaves the parser. */
class HelpShown extends Error {}

type Done = (code: ExitCode) => void;

function createProgram(terminal: Terminal, done: Done): Command {
  const words = (key: MessageKey): string => terminal.say(message(key));
  const toStdout = (text: string): void => void terminal.stdout.write(text);
  const program = new Command('bisheng')
    .description(words('help/bisheng'))
    .usage(words('help-usage/bisheng'))
    .version(version, '-V, --version', words('help-flag/version'))
    .enablePositionalOptions()
    .helpCommand(false)
    .configureOutput({ writeOut: toStdout, writeErr: toStdout, outputError: () => undefined })
    .configureHelp({
      // Chinese characters are two columns wide.
      displayWidth: widthOf,
      formatHelp: (command, helper) => helpText(command, helper, terminal.say),
    });
  addRun(program, words, terminal, done);
  addValidate(program, words, terminal, done);
  addConfig(program, words, terminal, done);
  addHelp(program, words);
  for (const command of [program, ...program.commands]) finish(command, words);
  return program;
}

type Words = (key: MessageKey) => string;

function addRun(program: Command, words: Words, terminal: Terminal, done: Done): void {
  program
    .command('run')
    .description(words('help/run'))
    .usage(words('help-usage/run'))
    .argument('<flow>', words('help-argument/flow'))
    .option('--input <text|k=v>', words('help-flag/input'), gather)
    .option('--input-file <file>', words('help-flag/input-file'))
    .option('--param <k=v>', words('help-flag/param'), gather)
    .option('--params-file <file>', words('help-flag/params-file'))
    .option(
      '--output <text|json|ndjson>',
      words('help-flag/output'),
      oneOf('--output', ['text', 'json', 'ndjson']),
    )
    .option('--only <node>', words('help-flag/only'))
    .option('--chat', words('help-flag/chat'))
    .option('--concurrency <n>', words('help-flag/concurrency'))
    .option('--timeout <seconds>', words('help-flag/timeout'))
    .option('--dry-run', words('help-flag/dry-run'))
    .option('--quiet', words('help-flag/quiet'))
    .option('-v, --verbose', words('help-flag/verbose'))
    .option('--yes', words('help-flag/yes'))
    .action(async (flow: string, options: RunOptions) => {
      const { run } = await import('./run.ts');
      done(await run(flow, options, terminal));
    });
}

function addValidate(program: Command, words: Words, terminal: Terminal, done: Done): void {
  program
    .command('validate')
    .description(words('help/validate'))
    .usage(words('help-usage/validate'))
    .argument('[paths...]', words('help-argument/paths'))
    .option(
      '--format <pretty|json>',
      words('help-flag/format'),
      oneOf('--format', ['pretty', 'json']),
    )
    .option('--param <k=v>', words('help-flag/param'), gather)
    .option('--strict', words('help-flag/strict'))
    .action(async (paths: string[], options: ValidateOptions) => {
      const { validate } = await import('./validate.ts');
      done(await validate(paths, options, terminal));
    });
}

function addConfig(program: Command, words: Words, terminal: Terminal, done: Done): void {
  program
    .command('config')
    .description(words('help/config'))
    .usage(words('help-usage/config'))
    .option('--json', words('help-flag/json'))
    .action(async (options: ConfigOptions) => {
      const { config } = await import('./config.ts');
      done(await config(options, terminal));
    });
}

function addHelp(program: Command, words: Words): void {
  program
    .command('help')
    .description(words('help/help'))
    .usage(words('help-usage/help'))
    .argument('[command]', words('help-argument/command'))
    .action((name: string | undefined) => {
      const command =
        name === undefined ? program : program.commands.find((c) => c.name() === name);
      if (!command) throw unknownCommand(name ?? '', program);
      (name === 'help' ? program : command).outputHelp();
    });
}

/** What all commands have. */
function finish(command: Command, words: Words): void {
  command
    .option('--lang <en|zh>', words('help-flag/lang'))
    .option('--no-color', words('help-flag/no-color'))
    .helpOption('-h, --help', words('help-flag/help'))
    .exitOverride((error) => {
      if (error.exitCode === 0 || error.code === 'commander.help') throw new HelpShown();
      throw usageErrorOf(error, command);
    });
}

/** Gathers the values of a flag that may be given several times. */
function gather(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
