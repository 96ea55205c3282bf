import type { Command, Help } from 'commander';
import { textWidth } from '../diagnostics/text-width.ts';
import { message, type MessageKey, type Say } from '../messages/message.ts';

/** A longer flag has a line of its own, so that the others' texts keep their room. */
const TERM = 32;

/** Commands as the catalogue names them: `component-run` is `bisheng component run`. */
type CommandName = MessageKey extends infer K
  ? K extends `help-examples/${infer N}`
    ? N
    : never
  : never;

/**
 * The help of a command: what it is for, examples, and only then all the rest. Takes the place of commander's own
 * text, which speaks English only.
 */
export function helpText(command: Command, helper: Help, say: Say): string {
  const list = (heading: MessageKey, items: readonly (readonly [string, string])[]): string[] => {
    if (items.length === 0) return [];
    const widths = items.map(([term]) => helper.displayWidth(term));
    const pad = Math.max(...widths.filter((width) => width <= TERM), 0);
    const lines = items.flatMap(([term, about], n) =>
      (widths[n] ?? 0) <= TERM
        ? [helper.formatItem(term, pad, about, helper)]
        : [`  ${term}`, helper.formatItem('', pad, about, helper)],
    );
    return ['', say(message(heading)), ...lines];
  };
  const lines = [
    command.description(),
    '',
    say(message('help-heading/examples')),
    ...examplesOf(command, say).map((line) => `  ${line}`),
    '',
    `${say(message('help-heading/usage'))}${helper.commandUsage(command)}`,
    ...list(
      'help-heading/arguments',
      helper.visibleArguments(command).map((a) => [helper.argumentTerm(a), a.description]),
    ),
    ...list(
      'help-heading/commands',
      helper.visibleCommands(command).map((c) => [c.name(), c.description()]),
    ),
    ...list(
      'help-heading/options',
      helper.visibleOptions(command).map((o) => [helper.optionTerm(o), o.description]),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Breaks a text into lines of so many columns: at spaces, and behind Chinese punctuation, for Chinese sentences have no
 * spaces.
 */
export function wrapped(text: string, columns: number): string {
  const lines = [''];
  for (const piece of text.split(/(?<=[\s、，；：。])/u)) {
    const line = (lines.at(-1) ?? '') + piece;
    if (line === piece || textWidth(line.trimEnd()) <= columns) lines[lines.length - 1] = line;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** Lines that show how a command is called. */
export function examplesOf(command: Command, say: Say): string[] {
  return say(message(`help-examples/${catalogueName(command)}`)).split('\n');
}

/** The names of a command and of those that it stands below, without the program's. */
export function commandPath(command: Command): string[] {
  return command.parent ? [...commandPath(command.parent), command.name()] : [];
}

function catalogueName(command: Command): CommandName {
  return (commandPath(command).join('-') || 'bisheng') as CommandName;
}
