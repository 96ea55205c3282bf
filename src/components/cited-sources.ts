import { sourceLines } from '../knowledge/cite.ts';

/** `[1]`, `[1, 3]`, `[2-4]`, and the same in Chinese brackets. */
const CITATION = /[[［【]\s*(\d{1,6}(?:\s*[-–,，、;；]\s*\d{1,6})*)\s*[\]］】]/gu;

/**
 * The sources that an answer cites by their numbers, a line each, as the context names them: what is to be put below the
 * answer. Empty where it cites none, or has the lines itself.
 */
export function citedSources(answer: string, context: string): string {
  const lines = sourceLines(context);
  if (lines.length === 0) return '';
  const cited = citedNumbers(answer, lines.length);
  const said = new Set(answer.split('\n').map((line) => line.trim()));
  const missing = lines.filter(
    (line, n) => cited.has(n + 1) && line.includes(' ') && !said.has(line),
  );
  return missing.length > 0 ? `\n\n${missing.join('\n')}` : '';
}

/** Up to the last that there is. */
function citedNumbers(answer: string, last: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [, numbers = ''] of answer.matchAll(CITATION)) {
    for (const part of numbers.split(/[,，、;；]/)) {
      const [from = 0, to = from] = part.split(/[-–]/).map(Number);
      for (let number = from; number <= Math.min(to, last); number++) found.add(number);
    }
  }
  return found;
}
