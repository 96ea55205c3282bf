import type { StoredPassage } from './cut-passages.ts';

/** What stands above a passage: its document's name, which says what it is about, and its headings. */
export function headingsOf({ source: { file, headings } }: Pick<StoredPassage, 'source'>): string {
  return [file.replace(/\.[^.]*$/, ''), ...headings].join('\n');
}
