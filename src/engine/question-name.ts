import type { Question } from './run-event.ts';

/**
 * What a question is called among all that are open: its node; where that has asked more than once, with the rounds of its loops,
 * `ask[1]`, or where these are the same (items of a list), with its place among them, from 0.
 */
export function questionName(question: Question, all: readonly Question[]): string {
  const { node } = question;
  const same = all.filter((one) => one.node === node);
  if (same.length < 2) return node;
  const rounds = same.map(({ iteration = [] }) => iteration.join(','));
  const at = same.indexOf(question);
  const areDistinct = new Set(rounds).size === rounds.length;
  return `${node}[${areDistinct ? (rounds[at] ?? '') : at}]`;
}

/** Questions with the same are the same for who reads them, also when the run asks once more. */
export function questionKey({ node, iteration = [], prompt }: Question): string {
  return JSON.stringify([node, iteration, prompt]);
}
