import { printable } from '../../diagnostics/printable.ts';

/** More of one message is no help to anybody. */
const LONGEST = 20_000;

/**
 * One line of text that a model, a component or a file wrote, safe to show: it can't move the cursor, and no CI
 * system reads a command in it (`::error::` at the start of a line on GitHub; `##[group]`, `##vso[…]`, `##teamcity[…]`
 * anywhere in one). Line breaks become spaces.
 */
export function foreign(text: string): string {
  return harmless(shorten(text).replace(/\r\n|[\r\n\u2028\u2029]/g, ' '));
}

/** The same for a text of several lines, each by itself. */
export function foreignLines(text: string): string[] {
  return shorten(text)
    .replace(/\r?\n$/, '')
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map(harmless);
}

function harmless(line: string): string {
  return printable(line.replace(/\t/g, '    '))
    .replace(/#(?=#(?:vso|teamcity)?\[)/gi, '# ')
    .replace(/^(\s*):(?=:)/, '$1: ');
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
