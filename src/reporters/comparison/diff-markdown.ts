import type { Change } from '../../comparison/change.ts';
import type { ComparedFile } from '../../comparison/compared-file.ts';
import { message, type Say } from '../../messages/message.ts';
import { printable } from '../../diagnostics/printable.ts';
import { foreign } from '../text/foreign.ts';
import {
  changedLines,
  changedThings,
  reorderedMessage,
  settingsOf,
  valueText,
  versionsOf,
  type ChangedThing,
} from './change-words.ts';

/** Longer values stand in a block of their own. */
const SHORT = 100;

/** The changes as Markdown for a review. Whatever the flows hold, it stays code: it can't add a link, a mention or HTML. */
export function diffMarkdown(files: readonly ComparedFile[], say: Say): string {
  return `${files.map((file) => fileText(file, say)).join('\n\n')}\n`;
}

function fileText(file: ComparedFile, say: Say): string {
  const [before, after] = versionsOf(file).map(code);
  const title = `### ${before === after ? (after ?? '') : `${before ?? ''} → ${after ?? ''}`}`;
  if (file.changes.length === 0) return `${title}\n\n${say(message('diff/same'))}`;
  const things = changedThings(file.changes).flatMap((thing) => thingLines(thing, say));
  return `${title}\n\n${things.join('\n')}`;
}

function thingLines({ subject, name, type, changes }: ChangedThing, say: Say): string[] {
  const [first] = changes;
  if (!first) return [];
  const kind = first.path === null && first.change !== 'renamed' ? first.change : 'changed';
  const details = changes.flatMap((change) => changeLines(change, say));
  if (subject === 'flow') return details.map((line) => line.replace(/^ {2}/, ''));
  const what = say(message(`diff/${subject}`, { name: code(name) }));
  const about = type === null ? '' : ` (${code(type)})`;
  return [`- ${what}${about}: **${say(message(`diff/${kind}`))}**`, ...details];
}

function changeLines(change: Change, say: Say): string[] {
  const { path, before, after } = change;
  switch (change.change) {
    case 'added':
    case 'removed':
      return settingsOf(change.change === 'added' ? after : before).map(
        ([key, value]) => `  - ${[key, value].filter(Boolean).map(code).join(': ')}`,
      );
    case 'renamed':
      return [`  - ${say(message('diff/renamed', { before: code(valueText(before)) }))}`];
    case 'reordered':
      return [`  - ${say(reorderedMessage(change, code))}`];
    case 'changed': {
      const head = path === null ? '' : code(path);
      const lines = changedLines(before, after);
      if (lines) return [`  - ${head}`, ...block(lines)];
      const [was, is] = [valueText(before), valueText(after)];
      if (was.length + is.length > SHORT) return [`  - ${head}`, ...block([`- ${was}`, `+ ${is}`])];
      return [`  - ${head === '' ? '' : `${head}: `}${code(was)} → ${code(is)}`];
    }
  }
}

/** Inline code: in more backticks than there are in a row within it. */
function code(text: string): string {
  const line = foreign(text);
  const ticks = '`'.repeat(longestRun(line) + 1);
  const edge = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return `${ticks}${edge}${line}${edge}${ticks}`;
}

function block(lines: readonly string[]): string[] {
  const texts = lines.flatMap((line) => line.split('\n')).map((line) => printable(line));
  const fence = '`'.repeat(Math.max(3, longestRun(texts.join('\n')) + 1));
  return ['', `    ${fence}diff`, ...texts.map((line) => `    ${line}`), `    ${fence}`, ''];
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}
