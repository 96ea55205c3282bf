import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { SourceFile } from '../diagnostics/source-file.ts';

/** A key that looks like a secret's, and what stands behind it, up to the end of the text in quotes, of the entry or of the line. */
const SECRET =
  /((?:[\w-]*(?:api[_-]?key|access[_-]?key|authorization|token|secret|password|cookie)[\w-]*|\bkey)["']?[ \t]*:[ \t]*)("(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|[^\s#,}][^\n#,}]*)/gi;
/** The password of a URL. */
const PASSWORD = /(\/\/[^/\s:@]*:)([^/\s@]+)(?=@)/g;
/** What stands there rightly: a variable’s name, a number. */
const HARMLESS = /^["']?([A-Z_][A-Z\d_]*|\d+|.*\$\{env\.\w+\}.*)["']?\s*$/;

/**
 * Findings about a project's file without the secrets that somebody has written into it: they would stand in the lines that
 * are shown with a finding. Nothing else of the lines changes, so that places stay right.
 */
export function hideSecrets(
  diagnostics: readonly Diagnostic[],
  source: SourceFile,
): readonly Diagnostic[] {
  const hidden = hiddenIn(source);
  if (hidden === source) return diagnostics;
  const moved = (location: Location): Location =>
    location.file === source ? { ...location, file: hidden } : location;
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    location: diagnostic.location && moved(diagnostic.location),
    ...(diagnostic.related && {
      related: diagnostic.related.map((one) => ({ ...one, location: moved(one.location) })),
    }),
  }));
}

function hiddenIn(source: SourceFile): SourceFile {
  const stars = (match: string, before: string, value: string): string =>
    HARMLESS.test(value) ? match : before + '*'.repeat(value.length);
  const text = source.text.replace(SECRET, stars).replace(PASSWORD, stars);
  return text === source.text ? source : new SourceFile(source.path, text);
}
