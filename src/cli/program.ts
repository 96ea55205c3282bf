import { Command } from 'commander';
import { message, type MessageKey } from '../messages/message.ts';
import { widthOf } from '../reporters/text/width.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { helpText, wrapped } from './help.ts';
import type { Adding } from './program/adding.ts';
import { addBatch } from './program/batch.ts';
import { addCache } from './program/cache.ts';
import { addComponent } from './program/component.ts';
import { addCompletion } from './program/completion.ts';
import { addConfig } from './program/config.ts';
import { addDiff } from './program/diff.ts';
import { addDoctor } from './program/doctor.ts';
import { addExplain } from './program/explain.ts';
import { addKnowledge } from './program/knowledge.ts';
import { addMcp } from './program/mcp.ts';
import { addMockLlm } from './program/mock-llm.ts';
import { addPlugin } from './program/plugin.ts';
import { addGraph } from './program/graph.ts';
import { addInit } from './program/init.ts';
import { addNew } from './program/new.ts';
import { addReport } from './program/report.ts';
import { addRun } from './program/run.ts';
import { addRuns } from './program/runs.ts';
import { addSchema } from './program/schema.ts';
import { addServe, addToken } from './program/serve.ts';
import { addTemplate } from './program/template.ts';
import { addTest } from './program/test.ts';
import { addUpdate } from './program/update.ts';
import { addValidate } from './program/validate.ts';
import type { Terminal } from './terminal.ts';
import { unknownCommand, usageErrorOf } from './usage-errors.ts';
import { version } from './version.ts';

/**
 * Reads the arguments and runs the command they name. A command's code is loaded only when it is called.
 * Throws UsageError for arguments that make no sense, and whatever the command throws.
 */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCode.ok;
  const program = createProgram(terminal, (result) => (code = result));
  if (args[0] === COMPLETE) {
    // What is completed is no call: it is half of one.
    const { complete } = await import('./complete/complete.ts');
    return complete(program, args.slice(1), terminal);
  }
  try {
    await program.parseAsync(args.length === 0 ? ['--help'] : args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof HelpShown)) throw error;
  }
  return code;
}

/** The command that shells' scripts call; it is not in the help. */
const COMPLETE = '__complete';

/** Commander ends the process after help and version; here it only leaves the parser. */
class HelpShown extends Error {}

/** The commands, in the order in which the help lists them. */
const commands: readonly ((adding: Adding) => void)[] = [
  addInit,
  addNew,
  addRun,
  addBatch,
  addRuns,
  addReport,
  addCache,
  addValidate,
  addTest,
  addGraph,
  addDiff,
  addExplain,
  addTemplate,
  addComponent,
  addPlugin,
  addKnowledge,
  addMockLlm,
  addServe,
  addToken,
  addMcp,
  addUpdate,
  addDoctor,
  addConfig,
  addSchema,
  addCompletion,
  addHelp,
];

function createProgram(terminal: Terminal, done: Adding['done']): Command {
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
      boxWrap: wrapped,
      formatHelp: (command, helper) => helpText(command, helper, terminal.say),
    });
  for (const add of commands) add({ program, words, terminal, done });
  finish(program, words);
  program.hook('preAction', (_, command) => takeLanguage(command));
  return program;
}

function addHelp({ program, words, terminal }: Adding): void {
  program
    .command('help')
    .description(words('help/help'))
    .usage(words('help-usage/help'))
    .argument('[command...]', words('help-argument/command'))
    .option('--json', words('help-flag/help-json'))
    .action(async (names: readonly string[], { json }: { readonly json?: boolean }) => {
      let command = program;
      for (const name of names) {
        const next = command.commands.find((c) => c.name() === name);
        if (!next) throw unknownCommand(name, command);
        command = next;
      }
      if (command.name() === 'help') command = program;
      if (json) {
        const { helpJson } = await import('./command-tree.ts');
        terminal.stdout.write(helpJson(command, version, terminal.say));
      } else command.outputHelp();
    });
}

/** What all commands have, those below them too. */
function finish(command: Command, words: Adding['words']): void {
  command
    .helpCommand(false)
    .option('--lang <en|zh>', words('help-flag/lang'))
    .option('--no-color', words('help-flag/no-color'))
    .helpOption('-h, --help', words('help-flag/help'))
    .exitOverride((error) => {
      if (error.exitCode === 0 || error.code === 'commander.help') throw new HelpShown();
      throw usageErrorOf(error, command);
    });
  for (const inner of command.commands) finish(inner, words);
}

/** A language that stands before the command holds for it, too. */
function takeLanguage(command: Command): void {
  for (let above = command.parent; above; above = above.parent) {
    const given: unknown = above.getOptionValue('lang');
    if (command.getOptionValue('lang') === undefined) command.setOptionValue('lang', given);
  }
}
