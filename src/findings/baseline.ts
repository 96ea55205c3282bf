import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fingerprint } from '../diagnostics/fingerprint.ts';
import { sayIn } from '../messages/message.ts';

/** Findings that were there when a team began to check: they are known, and nobody is told of them again. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
}

/** So many findings of one kind at one place of a file. */
interface BaselineEntry {
  /** Relative to the folder of the baseline's file, with `/`; null for what has no place in a file. */
  readonly file: string | null;
  readonly code: string;
  /** In English, for whoever reads the file; nothing is compared with it. */
  readonly message: string;
  readonly fingerprint: string;
  readonly count: number;
}

/** What comparing findings with a baseline has shown. */
export interface Compared {
  readonly findings: readonly Diagnostic[];
  /** How many of the findings are in the baseline. */
  readonly known: number;
  /** How many of the baseline's are not there any more, in the files that were checked. */
  readonly gone: number;
}

const FORMAT = 1;

/** Reads a baseline's text; undefined where it is none. */
export function readBaseline(text: string): Baseline | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value.format_version !== FORMAT || !Array.isArray(value.findings)) {
    return undefined;
  }
  const entries = value.findings as unknown[];
  return entries.every(isEntry) ? { entries } : undefined;
}

function isEntry(value: unknown): value is BaselineEntry {
  return (
    isRecord(value) &&
    (typeof value.file === 'string' || value.file === null) &&
    ['code', 'message', 'fingerprint'].every((key) => typeof value[key] === 'string') &&
    Number.isSafeInteger(value.count) &&
    Number(value.count) > 0
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * Takes findings away that a baseline has. `pathOf` gives a file's path as the baseline writes it, `isChecked` says of such a
 * path whether that file was looked at.
 */
export function withoutKnown(
  diagnostics: readonly Diagnostic[],
  { entries }: Baseline,
  pathOf: (path: string) => string,
  isChecked: (file: string | null) => boolean,
): Compared {
  const left = new Map<string, number>();
  for (const { fingerprint: print, count } of entries)
    left.set(print, (left.get(print) ?? 0) + count);
  const findings = diagnostics.filter((diagnostic) => {
    const print = fingerprint(diagnostic, pathOf);
    const n = left.get(print) ?? 0;
    if (n > 0) left.set(print, n - 1);
    return n === 0;
  });
  let gone = 0;
  for (const { file, fingerprint: print } of entries) {
    if (isChecked(file)) gone += left.get(print) ?? 0;
    left.delete(print);
  }
  return { findings, known: diagnostics.length - findings.length, gone };
}

/** The text of a baseline of findings, and of the entries to `keep` for files that were not looked at. */
export function writeBaseline(
  diagnostics: readonly Diagnostic[],
  keep: readonly BaselineEntry[],
  pathOf: (path: string) => string,
): string {
  const say = sayIn('en');
  const byPrint = new Map(keep.map((entry) => [entry.fingerprint, entry]));
  for (const diagnostic of diagnostics) {
    const print = fingerprint(diagnostic, pathOf);
    const count = (byPrint.get(print)?.count ?? 0) + 1;
    const { code, location, message } = diagnostic;
    const file = location && pathOf(location.file.path);
    byPrint.set(print, { file, code, message: say(message), fingerprint: print, count });
  }
  const findings = [...byPrint.values()].sort((a, b) =>
    [a.file ?? '', a.code, a.fingerprint].join('\0') <
    [b.file ?? '', b.code, b.fingerprint].join('\0')
      ? -1
      : 1,
  );
  return `${JSON.stringify({ format_version: FORMAT, findings }, null, 2)}\n`;
}
