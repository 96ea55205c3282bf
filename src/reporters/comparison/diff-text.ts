import type { Change } from '../../comparison/change.ts';
import type { ComparedFile } from '../../comparison/compared-file.ts';
import { message, type Say } from '../../messages/message.ts';
import { foreign } from '../text/foreign.ts';
import {
  changedLines,
  changedThings,
  reorderedMessage,
  settingsOf,
  subjects,
  valueText,
  versionsOf,
  type ChangedThing,
} from './change-words.ts';

/** Longer values on one line are cut. */
const LONGEST = 160;
const signs = { added: '+', removed: '-', changed: '~', renamed: '~', reordered: '~' } as const;

/** The changes for a person at a terminal, ended by a line break. */
export function diffText(files: readonly ComparedFile[], say: Say): string {
  const blocks = files.map((file) => fileLines(file, say).join('\n'));
  return `${blocks.join('\n\n')}\n`;
}

function fileLines(file: ComparedFile, say: Say): string[] {
  const [before, after] = versionsOf(file).map(foreign);
  const title = say(message('diff/title', { before: before ?? '', after: after ?? '' }));
  if (file.changes.length === 0) return [title, `  ${say(message('diff/same'))}`];
  const things = changedThings(file.changes);
  return [
    title,
    ...subjects.flatMap((subject) => {
      const mine = things.filter((thing) => thing.subject === subject);
      if (mine.length === 0) return [];
      const heading = subject === 'flow' ? [] : ['', say(message(`diff/${subject}s`))];
      return [...heading, ...mine.flatMap((thing) => thingLines(thing, say))];
    }),
  ];
}

function thingLines({ subject, name, type, changes }: ChangedThing, say: Say): string[] {
  const [first] = changes;
  if (!first) return [];
  const details = changes.flatMap((change) => changeLines(change, say));
  if (subject === 'flow') return details.map((line) => line.replace(/^ {4}/, '  '));
  const about = type === null ? '' : `  ${foreign(type)}`;
  const sign = first.path === null ? signs[first.change] : '~';
  return [`  ${sign} ${foreign(name)}${about}`, ...details];
}

function changeLines(change: Change, say: Say): string[] {
  const { path, before, after } = change;
  switch (change.change) {
    case 'added':
    case 'removed':
      return settingsOf(change.change === 'added' ? after : before).map(
        ([key, value]) => `      ${[key, cut(value)].filter(Boolean).map(foreign).join(': ')}`,
      );
    case 'renamed':
      return [`      ${say(message('diff/renamed', { before: foreign(valueText(before)) }))}`];
    case 'reordered':
      return [`      ${say(reorderedMessage(change, foreign))}`];
    case 'changed': {
      const head = path === null ? [] : [`      ${foreign(path)}`];
      const lines = changedLines(before, after);
      if (lines) return [...head, ...lines.map((line) => `        ${foreign(cut(line))}`)];
      const [was, is] = [foreign(cut(valueText(before))), foreign(cut(valueText(after)))];
      if (was.length + is.length <= 60)
        return [`${head[0] ?? '      '}${head.length > 0 ? ': ' : ''}${was} → ${is}`];
      return [...head, `        - ${was}`, `        + ${is}`];
    }
  }
}

function cut(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ⏎ ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
