import type { Argument, Command, Option } from 'commander';
import { foreign } from '../../reporters/text/foreign.ts';
import { choicesOf } from '../command-tree.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { gather } from '../program/adding.ts';
import type { Terminal } from '../terminal.ts';
import { optionNamed, readCall, type Call } from './call.ts';
import { valuesOf, type Asked, type Candidate } from './values.ts';

/**
 * What a shell's script asks for: the words that can stand in the place of the last one. A line each, with a tab
 * before what it means; `:files` stands for the names of files. Whatever goes wrong, nothing is said of it.
 */
export async function complete(
  program: Command,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const isSplit = args[0] === '--split';
  const words = isSplit ? joined(args.slice(1)) : [...args];
  const { candidates, files } = await completionsOf(program, words, isSplit, terminal).catch(
    (): Completions => ({ candidates: [] }),
  );
  const lines = candidates
    .filter(({ word }) => !/[\t\r\n]/.test(word))
    .map(({ word, about = '' }) => `${foreign(word)}\t${foreign(about).split('\n', 1)[0] ?? ''}\n`);
  terminal.stdout.write([...lines, ...(files ? [':files\n'] : [])].join(''));
  return exitCode.ok;
}

/** What bash takes for words of their own. */
const parting: readonly string[] = ['=', ':'];

/** Bash parts `--output=json` into three words, `llm=timeout:0.3` into five, and leaves backslashes where they are. */
function joined(words: readonly string[]): string[] {
  const whole: string[] = [];
  for (const [n, quoted] of words.entries()) {
    const word = quoted.replace(/\\(.)/gs, '$1');
    const last = whole.at(-1);
    const isPart = parting.includes(word) || parting.includes(words[n - 1] ?? '');
    if (isPart && last !== undefined) whole[whole.length - 1] = last + word;
    else whole.push(word);
  }
  return whole.length > 0 ? whole : [''];
}

interface Completions {
  readonly candidates: readonly Candidate[];
  readonly files?: boolean;
}

async function completionsOf(
  program: Command,
  words: readonly string[],
  isSplit: boolean,
  terminal: Terminal,
): Promise<Completions> {
  const current = words.at(-1) ?? '';
  const call = readCall(program, words.slice(0, -1));
  const [, flag, value = ''] = /^(--[\w-]+)=(.*)$/s.exec(current) ?? [];
  const option = call.open ?? (flag === undefined ? undefined : optionNamed(call.command, flag));
  if (option) {
    const start = call.open ? current : value;
    const found = await valuesFor(option, { call, current: start, terminal });
    // Bash puts what it gets in the place of what stands behind "=", the others in that of the whole word.
    const prefix = call.open || isSplit ? '' : `${flag ?? ''}=`;
    const after = isSplit ? start.search(/[^=:]*$/) : 0;
    return beginningWith(start, found, prefix, after);
  }
  if (current.startsWith('-')) return beginningWith(current, { candidates: flagsOf(call) });
  const commands = call.args.length === 0 ? commandsOf(call.command) : [];
  const argument = argumentAt(call);
  const found = argument && (await valuesFor(argument, { call, current, terminal }));
  const candidates = [...commands, ...(found?.candidates ?? [])];
  return beginningWith(current, { candidates, files: found?.files === true });
}

function beginningWith(
  start: string,
  { candidates, files = false }: Completions,
  prefix = '',
  /** So much of what was typed stays where it is. */
  after = 0,
): Completions {
  return {
    candidates: candidates
      .filter(({ word }) => word.startsWith(start))
      .map(({ word, ...rest }) => ({ word: prefix + word.slice(after), ...rest })),
    files,
  };
}

function commandsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((inner) => ({ word: inner.name(), about: inner.description() }));
}

/** The flags that can still be given. */
function flagsOf({ command, values }: Call): Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description, parseArg }) => {
      const isGiven = long !== undefined && values.has(long) && parseArg !== gather;
      return long === undefined || isGiven ? [] : { word: long, about: description };
    });
}

function argumentAt({ command, args }: Call): Argument | undefined {
  const { registeredArguments: all } = command;
  const last = all.at(-1);
  return all[args.length] ?? (last?.variadic ? last : undefined);
}

async function valuesFor(of: Option | Argument, asked: Asked): Promise<Completions> {
  const choices = choicesOf(of);
  if (choices) return { candidates: choices.map((word) => ({ word })) };
  return valuesOf(of, asked);
}
