import type { PassageSource } from './knowledge.ts';

/** A passage that is cited: its source in detail, in words of one's own, or not known. */
export interface Cited {
  readonly text: string;
  readonly source: PassageSource | string | null;
}

/** Where a passage stands, in one line that needs no language: `refund.md:12 › Refunds › Deadlines`, `guide.pdf#page=3`. */
export function sourceText({ file, headings, page, line }: PassageSource): string {
  const place = page !== null ? `#page=${page}` : line !== null ? `:${line}` : '';
  return [`${file}${place}`, ...headings].join(' › ');
}

/**
 * Passages as a model reads them: each below a line with its number, which an answer can cite, and its source; between
 * them blank lines.
 */
export function contextText(passages: readonly Cited[]): string {
  return passages.map((passage, n) => citedText(passage, n + 1)).join('\n\n');
}

/** One of them. */
export function citedText({ text, source }: Cited, number: number): string {
  const place = typeof source === 'string' || source === null ? source : sourceText(source);
  const line = [`[${number}]`, place].filter(Boolean).join(' ').replace(BREAKS, ' ');
  return `${line}\n${text.replace(FORGED, '\\$&')}`;
}

/** The name of a file can have line breaks, too. */
const BREAKS = /[\n\r\u2028\u2029]+/g;
/** What would look like the source of a passage if a document's own line began with it. */
const FORGED = /^(?=\[\d+\](?:\s|$))/gm;

/** The line above each passage of a {@link contextText}, in the order of their numbers; none in another text. */
export function sourceLines(context: string): string[] {
  const lines: string[] = [];
  // Numbers that stand in a passage itself are hardly the next ones.
  for (const [line, number] of context.matchAll(/(?<=^|\n\n)\[(\d+)\](?: [^\n]+)?(?=\n)/g)) {
    if (Number(number) === lines.length + 1) lines.push(line);
  }
  return lines;
}
