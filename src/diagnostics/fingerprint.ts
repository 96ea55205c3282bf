import { createHash } from 'node:crypto';
import type { Diagnostic } from './diagnostic.ts';

/**
 * For each finding a name that stays the same when lines are put before it: made of its file, its code and what stands
 * there. `pathOf` gives a file's path as those know it who compare. Two findings that nothing else tells apart have the same one.
 */
export function fingerprint(
  { code, location, message: { key, values } }: Diagnostic,
  pathOf: (path: string) => string,
): string {
  const hash = createHash('sha256');
  const add = (part: string): void => void hash.update(`${part}\0`);
  add(code);
  if (!location) {
    add(JSON.stringify([key, values]));
    return hash.digest('hex').slice(0, LENGTH);
  }
  const { file, start, end } = location;
  const line = file.lineText(file.lineAt(start));
  add(pathOf(file.path));
  add(line.trim());
  // Of what is found on several lines only the first counts: in the others something else may change.
  add(file.text.slice(start, end).split(/[\r\n]/, 1)[0] ?? '');
  return hash.digest('hex').slice(0, LENGTH);
}

const LENGTH = 32;

/** The same, told apart by how often each has come before: for those who need one for each. */
export function uniqueFingerprints(
  diagnostics: readonly Diagnostic[],
  pathOf: (path: string) => string,
): string[] {
  const seen = new Map<string, number>();
  return diagnostics.map((diagnostic) => {
    const print = fingerprint(diagnostic, pathOf);
    const n = seen.get(print) ?? 0;
    seen.set(print, n + 1);
    return n === 0
      ? print
      : createHash('sha256').update(`${print}${n}`).digest('hex').slice(0, LENGTH);
  });
}
