import { codeFrame, position } from '../../diagnostics/code-frame.ts';
import type { Severity } from '../../diagnostics/codes.ts';
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts';
import { message, type MessageKey, type Say } from '../../messages/message.ts';
import { count } from '../text/numbers.ts';
import { themeFor, type Theme } from '../text/theme.ts';
import { findingLines } from './finding.ts';

export interface PrettyOptions {
  /** How many files were looked at. */
  readonly files: number;
  readonly say: Say;
  readonly color: boolean;
  readonly unicode: boolean;
  /** Columns of the terminal, where there is one. */
  readonly width?: number | undefined;
}

/**
 * Findings for a person, in the order in which they are given: each with its place, the lines around it, related
 * places and what to do; at the end how many there are. Ends in a line break.
 */
export function prettyDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: PrettyOptions,
): string {
  const theme = themeFor(options);
  const findings = diagnostics.map((diagnostic) => diagnosticLines(diagnostic, options, theme));
  return [...findings.flat(), summary(diagnostics, options, theme), ''].join('\n');
}

/** One finding as lines, the last one empty. */
export function diagnosticLines(
  { severity, code, message: text, location, hint, related = [] }: Diagnostic,
  { say, width }: Pick<PrettyOptions, 'say' | 'width'>,
  theme: Theme,
): string[] {
  // The frames are indented by two columns, those of related places by four.
  const frame = (at: Location, indent: number): string =>
    codeFrame(at, width === undefined ? {} : { width: Math.max(20, width - indent) });
  const lines = findingLines(
    {
      severity,
      code,
      message: say(text),
      ...(location && { place: place(location), frame: frame(location, 2) }),
      ...(hint && { hint: say(hint) }),
      related: related.map((other) => ({
        message: say(other.message),
        place: place(other.location),
        frame: frame(other.location, 4),
      })),
    },
    say,
    theme,
  );
  return [...lines, ''];
}

/** `file:line:column`, which editors and terminals make a link of. */
export function place(location: Location): string {
  const { line, column } = position(location);
  return `${location.file.path}:${line}:${column}`;
}

function summary(
  diagnostics: readonly Diagnostic[],
  { files, say }: PrettyOptions,
  theme: Theme,
): string {
  if (diagnostics.length === 0) {
    const text = say(message('report/found-nothing', { n: count(files), count: files }));
    return `${theme.good(theme.symbols.succeeded)} ${text}`;
  }
  const kinds = [
    ['error', 'report/errors', theme.bad],
    ['warning', 'report/warnings', theme.warn],
    ['info', 'report/notes', theme.accent],
  ] as const satisfies readonly (readonly [Severity, MessageKey, unknown])[];
  const parts = kinds.flatMap(([severity, key, colour]) => {
    const n = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return n === 0 ? [] : [colour(say(message(key, { n: count(n), count: n })))];
  });
  // What has no place is a file that can't be read, where there is one more, else no matter of a file.
  const placed = new Set(diagnostics.flatMap(({ location }) => location?.file.path ?? []));
  const unplaced = diagnostics.filter(({ location }) => !location).length;
  const found = Math.max(placed.size, Math.min(placed.size + unplaced, files));
  const values = { what: enumeration(parts, say), n: count(found), count: found };
  return say(message('report/found', values));
}

/** `a, b and c` */
function enumeration(parts: readonly string[], say: Say): string {
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return last;
  const first = parts.slice(0, -1).join(say(message('report/comma')));
  return first + say(message('report/and')) + last;
}
