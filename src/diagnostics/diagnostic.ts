import type { Message } from '../messages/message.ts';
import type { DiagnosticCode, Severity } from './codes.ts';
import type { SourceFile } from './source-file.ts';
import type { TextEdit } from './text-edit.ts';

/** A stretch of a source: offsets into its text, end excluded. Line and column are worked out only when printed. */
export interface Location {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** One finding about what a user wrote. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable kebab-case name; scripts rely on it. */
  readonly code: DiagnosticCode;
  readonly message: Message;
  /** Null only for a finding about something that has no text (a file that can't be read). */
  readonly location: Location | null;
  /** What to do about it. */
  readonly hint?: Message;
  /** Other places that explain it: the first of two duplicates, the other end of an edge. */
  readonly related?: readonly Related[];
  /** A repair that changes nothing but what is wrong. */
  readonly fix?: Fix;
}

/** What `--fix` may do without asking: hardly anything else can be meant, and comments and layout stay. */
export interface Fix {
  /** What it does, as an order: “Quote it”. */
  readonly title: Message;
  /** Changes to the text of the finding's file; none touches another. */
  readonly edits: readonly TextEdit[];
}

export interface Related {
  readonly message: Message;
  readonly location: Location;
}

/** Where findings go while a text is looked at; everything is collected, nothing thrown. */
export type Report = (diagnostic: Diagnostic) => void;

export function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** Findings in source order, each once: by file, place, severity, then code. */
export function inSourceOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
  const seen = new Set<string>();
  return [...diagnostics]
    .sort(
      (a, b) =>
        compare(a.location?.file.path ?? '', b.location?.file.path ?? '') ||
        (a.location?.start ?? -1) - (b.location?.start ?? -1) ||
        (a.location?.end ?? -1) - (b.location?.end ?? -1) ||
        rank[a.severity] - rank[b.severity] ||
        compare(a.code, b.code),
    )
    .filter(({ code, location, message }) => {
      const place = [location?.file.path, location?.start, location?.end];
      const id = JSON.stringify([code, place, message]);
      return !seen.has(id) && seen.add(id);
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
