import { readFileSync, statSync } from 'node:fs';
import { codes, type DiagnosticCode } from '../diagnostics/codes.ts';
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { SourceFile } from '../diagnostics/source-file.ts';
import { maxSourceBytes } from '../flow/read/decode.ts';
import { message, type Message, type MessageKey, type MessageValues } from '../messages/message.ts';
import { shownFile } from './failure-place.ts';
import type { PythonFinding, Span } from './inspection.ts';
import { placeOf, placeOfLine } from './place.ts';

/**
 * What the static reading of Python code found, as findings with places in the files' texts. `show` gives the path by
 * which the user knows a file. Never throws: a file that has gone meanwhile has no text.
 */
export function pythonDiagnostics(
  findings: readonly PythonFinding[],
  show: (file: string) => string = shownFile,
): Diagnostic[] {
  const sources = new Map<string, SourceFile>();
  return findings.map((finding) => {
    const { file } = finding;
    const source = sources.get(file) ?? readSource(file, show);
    sources.set(file, source);
    return diagnosticOf(finding, placeIn(source, finding));
  });
}

function diagnosticOf(finding: PythonFinding, location: Location): Diagnostic {
  const { variant, values, hint } = finding;
  const code = finding.code as DiagnosticCode;
  return {
    severity: codes[code],
    code,
    message: worded(variant ?? code, values),
    location,
    ...(hint && { hint: worded(hint.key, hint.values) }),
  };
}

/** The same for code that is no file: `at` gives the place of a stretch of its text. */
export function codeDiagnostics(
  findings: readonly PythonFinding[],
  text: string,
  at: (start: number, end: number) => Location,
): Diagnostic[] {
  const source = new SourceFile('', text);
  return findings.map((finding) => {
    const { start, end } = placeIn(source, finding);
    return diagnosticOf(finding, at(start, end));
  });
}

/** A stretch of a Python file; of one that has gone meanwhile its beginning. */
export function placeInFile(
  file: string,
  span: Span,
  show: (file: string) => string = shownFile,
): Location {
  return placeOf(readSource(file, show), span);
}

/** The keys come from `bisheng._inspect`; a test holds that each of them has a sentence. */
function worded(key: string, values: MessageValues): Message {
  return message(key as MessageKey, values);
}

function readSource(file: string, show: (file: string) => string): SourceFile {
  let text = '';
  try {
    // Only files with findings are read, and Python has just read them: they are small and in memory. But it may be a
    // finding that one is none: a pipe would be waited for, a device may have no end.
    const status = statSync(file);
    if (status.isFile() && status.size <= maxSourceBytes) text = readFileSync(file, 'utf8');
  } catch {
    // It has gone, or may not be read.
  }
  // Python doesn't count a byte order mark as a column.
  return new SourceFile(show(file), text.replace(/^\uFEFF/, ''));
}

function placeIn(source: SourceFile, { span, values }: PythonFinding): Location {
  if (span) return placeOf(source, span);
  // A file that can't be decoded has no columns, but may have a line.
  const { line } = values;
  return typeof line === 'number' ? placeOfLine(source, line) : { file: source, start: 0, end: 0 };
}
