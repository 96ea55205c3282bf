import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { applyEdits, type TextEdit } from '../diagnostics/text-edit.ts';

/** A text with repairs made. */
export interface Fixed {
  readonly text: string;
  /** How many findings were repaired. */
  readonly count: number;
}

/**
 * Makes the repairs that findings about one text have, in its order. One that touches another waits: after the first the text may need
 * something else.
 */
export function applyFixes(text: string, findings: readonly Diagnostic[]): Fixed {
  const chosen: TextEdit[] = [];
  const seen = new Set<string>();
  let count = 0;
  for (const { fix } of findings) {
    if (!fix) continue;
    const id = JSON.stringify(fix.edits);
    // The same place can be found wrong twice (a shared alias).
    if (seen.has(id)) continue;
    seen.add(id);
    if (fix.edits.some((edit) => chosen.some((other) => touches(edit, other)))) continue;
    chosen.push(...fix.edits);
    count++;
  }
  return { text: applyEdits(text, chosen), count };
}

function touches(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}
