/** A stretch of a text and what takes its place. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with edits made, which don't overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { start, end, text: piece } of edits.toSorted((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + piece + result.slice(end);
  }
  return result;
}
