import { position } from '../../diagnostics/code-frame.ts';
import type { Severity } from '../../diagnostics/codes.ts';
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts';
import type { Say } from '../../messages/message.ts';
import { objectOf, toJson, type Value, type ValueObject } from '../../flow/value.ts';
import { unbroken } from '../text/json-chunks.ts';

/**
 * Findings as the JSON document of `validate --format json`, ended by a line break. `files` is the number of files
 * that were looked at. Lines and columns count from 1, columns in characters; all are null where a finding has no
 * place in a text.
 */
export function jsonDiagnostics(
  diagnostics: readonly Diagnostic[],
  { files, say }: { readonly files: number; readonly say: Say },
): string {
  const how = (severity: Severity): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const document = objectOf([
    ['format_version', 1],
    ['files', files],
    ['diagnostics', diagnostics.map((diagnostic) => inJson(diagnostic, say))],
    ['errors', how('error')],
    ['warnings', how('warning')],
  ]);
  return `${unbroken(toJson(document, 2))}\n`;
}

function inJson(
  { severity, code, message, location, hint, related = [] }: Diagnostic,
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
