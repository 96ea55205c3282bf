import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { message, type Language } from '../../messages/message.ts';
import { prettyDiagnostics } from '../../reporters/diagnostics/pretty-diagnostics.ts';
import { note, type Terminal } from '../terminal.ts';
import { documentOf, pathsFor } from './document.ts';
import type { FlowCheck } from './flow-check.ts';
import type { ValidateOptions } from './validate-options.ts';

/** What has come of a check. */
export interface Outcome {
  readonly check: FlowCheck;
  readonly options: ValidateOptions;
  readonly language: Language;
  /** The findings to be told. */
  readonly findings: readonly Diagnostic[];
  /** How many the baseline has. */
  readonly known: number;
  /** How many of the baseline's are there no more. */
  readonly gone: number;
  /** How many files and folders a .bishengignore leaves out. */
  readonly leftOut: number;
}

/** Tells what was found: in words on stderr, or as a document on stdout. */
export async function reportCheck(outcome: Outcome, terminal: Terminal): Promise<void> {
  const { check, options, findings } = outcome;
  const { format = 'pretty', strict = false } = options;
  if (format === 'pretty') {
    inWords(outcome, terminal);
    return;
  }
  const { stdout, say, folder, environment } = terminal;
  const pathOf = pathsFor(folder, environment);
  const report = { diagnostics: findings, files: check.files, say, strict, pathOf };
  const text = await documentOf(format, report, outcome.language);
  terminal.failureDocument = undefined;
  stdout.write(text);
}

function inWords(
  { check, options, findings, known, gone, leftOut }: Outcome,
  terminal: Terminal,
): void {
  const { stderr, say, color, unicode } = terminal;
  const { since, baseline = '' } = options;
  const files = check.files.length;
  if (files === 0 && findings.length === 0) {
    const nothing = since === undefined ? 'all-left-out' : 'nothing-changed';
    note(terminal, message(nothing, { revision: since ?? '' }));
    return;
  }
  const width = stderr.isTTY ? stderr.columns : undefined;
  stderr.write(prettyDiagnostics(findings, { files, say, color, unicode, width }));
  const fixable = findings.filter(({ fix }) => fix).length;
  if (fixable > 0 && !options.fix) note(terminal, message('fixable', { n: fixable }));
  if (known > 0) note(terminal, message('baseline-known', { n: known, file: baseline }));
  if (gone > 0) note(terminal, message('baseline-gone', { n: gone, file: baseline }));
  if (check.passedOver > 0) note(terminal, message('files-passed-over', { n: check.passedOver }));
  if (leftOut > 0) note(terminal, message('files-left-out', { n: leftOut }));
}
