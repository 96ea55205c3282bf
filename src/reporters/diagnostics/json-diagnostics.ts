import { position } from '../../diagnostics/code-frame.ts';
import type { Severity } from '../../diagnostics/codes.ts';
import type { Diagnostic, Fix, Location } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/source-file.ts';
import type { Say } from '../../messages/message.ts';
import { objectOf, toJson, type Value, type ValueObject } from '../../flow/value.ts';
import type { CheckProblem } from './check-report.ts';
import { unbroken } from '../text/json-chunks.ts';

/**
 * Findings as the JSON document of `validate --format json`, ended by a line break. `files` is the number of files
 * that were looked at, `problem` why they could not be. Lines and columns count from 1, columns in characters; all are null where a finding has no
 * place in a text.
 */
export function jsonDiagnostics(
  diagnostics: readonly Diagnostic[],
  {
    files,
    say,
    problem,
  }: { readonly files: number; readonly say: Say; readonly problem?: CheckProblem | undefined },
): string {
  const how = (severity: Severity): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const document = objectOf([
    ['format_version', 1],
    ['files', files],
    ['diagnostics', diagnostics.map((diagnostic) => findingJson(diagnostic, say))],
    ['errors', how('error')],
    ['warnings', how('warning')],
    [
      'error',
      problem
        ? objectOf([
            ['code', problem.kind],
            ['message', problem.text],
            ['hint', problem.hint ?? null],
          ])
        : null,
    ],
  ]);
  return `${unbroken(toJson(document, 2))}\n`;
}

/** One finding as JSON reports have it. */
export function findingJson(
  { severity, code, message, location, hint, related = [], fix }: Diagnostic,
  say: Say,
): ValueObject {
  return objectOf([
    ['severity', severity],
    ['code', code],
    ['message', say(message)],
    ...place(location),
    ['hint', hint ? say(hint) : null],
    [
      'related',
      related.map((other) => objectOf([['message', say(other.message)], ...place(other.location)])),
    ],
    ['fix', fix && location ? fixJson(fix, location.file, say) : null],
  ]);
}

function fixJson({ title, edits }: Fix, file: SourceFile, say: Say): ValueObject {
  return objectOf([
    ['title', say(title)],
    [
      'edits',
      edits.map(({ start, end, text }) => {
        const at = position({ file, start, end });
        return objectOf([
          ['line', at.line],
          ['column', at.column],
          ['end_line', at.endLine],
          ['end_column', at.endColumn],
          ['text', text],
        ]);
      }),
    ],
  ]);
}

function place(location: Location | null): [string, Value][] {
  const at = location && position(location);
  return [
    ['file', location?.file.path ?? null],
    ['line', at?.line ?? null],
    ['column', at?.column ?? null],
    ['end_line', at?.endLine ?? null],
    ['end_column', at?.endColumn ?? null],
  ];
}
