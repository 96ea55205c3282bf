import type { ExpressionProblem } from './expression.ts';
import { areNotsPlain } from './plain-not.ts';

/** What Python writes for signs and words of other languages that mean just the same. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['&&', 'and'],
  ['||', 'or'],
  ['===', '=='],
  ['!==', '!='],
  ['<>', '!='],
  ['true', 'True'],
  ['false', 'False'],
  ['null', 'None'],
]);

/** What takes the place of the wrong stretch of an expression, where only one thing can be meant. */
export function pythonFor(problem: ExpressionProblem, source: string): string | undefined {
  const { start, end, message } = problem;
  if (message.key === 'expression-syntax/full-width') {
    const instead = message.values?.instead;
    return instead === 'U+0020' ? ' ' : typeof instead === 'string' ? instead : undefined;
  }
  if (message.key !== 'expression-syntax/foreign') return undefined;
  // Half of a repair is worse than none.
  if (!areNotsPlain(source)) return undefined;
  const found = source.slice(start, end);
  if (found === '!') return /\s/.test(source.charAt(end)) ? 'not' : 'not ';
  const word = SAME.get(found);
  if (word === undefined || !/^(?:and|or)$/.test(word)) return word;
  const isFree = (at: number): boolean => /\s/.test(source.charAt(at));
  return (isFree(start - 1) ? '' : ' ') + word + (isFree(end) ? '' : ' ');
}
