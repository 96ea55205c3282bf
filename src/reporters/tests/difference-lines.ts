import { diffComm } from 'node-diff3';
import type { SecretMask } from '../../engine/secrets.ts';
import type { Failure } from '../../flow-tests/judge.ts';
import type { Value } from '../../flow/value.ts';
import { message, type Say } from '../../messages/message.ts';
import { excerpt } from '../text/excerpt.ts';
import { foreign } from '../text/foreign.ts';
import type { Theme } from '../text/theme.ts';
import { widthOf } from '../text/width.ts';

/** The most characters of one value, and the most lines of a text. */
const LONGEST = 400;
const MOST_LINES = 40;

/** What was expected and what was, below each other; of texts with several lines those that differ. */
export function differenceLines(
  { expected, actual }: Pick<Failure, 'expected' | 'actual'>,
  mask: SecretMask,
  say: Say,
  theme: Theme,
): string[] {
  const isText = (value: Value | undefined): value is string => typeof value === 'string';
  if (isText(expected) && isText(actual) && `${expected}${actual}`.includes('\n')) {
    return textLines(mask.text(expected), mask.text(actual), theme);
  }
  const labels = [say(message('tests-expected')), say(message('tests-actual'))] as const;
  const room = Math.max(...labels.map(widthOf));
  const line = (label: string, value: Value | undefined, colour: Theme['good']): string[] =>
    value === undefined
      ? []
      : [`${label}${' '.repeat(room - widthOf(label))}  ${colour(shown(value, mask))}`];
  return [...line(labels[0], expected, theme.good), ...line(labels[1], actual, theme.bad)];
}

function shown(value: Value, mask: SecretMask): string {
  // A cut secret would be none any more.
  return foreign(excerptOf(mask.text(excerpt(value, 100_000))));
}

function excerptOf(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function textLines(expected: string, actual: string, theme: Theme): string[] {
  const [one, other] = [expected.split('\n'), actual.split('\n')];
  const lines = diffComm(one, other).flatMap((part) => {
    if ('common' in part) {
      const kept = part.common.slice(-1);
      return kept.map((line) => theme.dim(`  ${foreign(excerptOf(line))}`));
    }
    return [
      ...part.buffer1.map((line) => theme.good(`- ${foreign(excerptOf(line))}`)),
      ...part.buffer2.map((line) => theme.bad(`+ ${foreign(excerptOf(line))}`)),
    ];
  });
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '…'] : lines;
}
