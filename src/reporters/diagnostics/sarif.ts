import { codes, type DiagnosticCode, type Severity } from '../../diagnostics/codes.ts';
import type { Diagnostic, Fix, Location } from '../../diagnostics/diagnostic.ts';
import type { Explanations } from '../../diagnostics/explanations/explanations.ts';
import { uniqueFingerprints } from '../../diagnostics/fingerprint.ts';
import type { SourceFile } from '../../diagnostics/source-file.ts';
import { foreign } from '../text/foreign.ts';
import { unbroken } from '../text/json-chunks.ts';
import { inOneLine, type CheckReport } from './check-report.ts';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  Severity,
  string
>;

/** What a log says of the tool itself. */
export interface SarifTool {
  readonly version: string;
  /** What is said of each code. */
  readonly explanations: Explanations;
}

/**
 * Findings as a SARIF 2.1.0 log (OASIS: Static Analysis Results Interchange Format), with what GitHub's code scanning wants
 * besides, ended by a line break. Columns are UTF-16 code units, as the standard has them.
 */
export function sarif(report: CheckReport, { version, explanations }: SarifTool): string {
  const { diagnostics, problem, pathOf } = report;
  const used = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const prints = uniqueFingerprints(diagnostics, pathOf);
  const log = {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'bisheng',
            version,
            informationUri: 'https://github.com/dataelement/bisheng',
            rules: used.map((code) => rule(code, explanations)),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: problem === undefined,
            ...(problem && {
              toolExecutionNotifications: [
                {
                  level: 'error',
                  descriptor: { id: problem.kind },
                  message: { text: foreign([problem.text, problem.hint ?? ''].join(' ').trim()) },
                },
              ],
            }),
          },
        ],
        results: diagnostics.map((diagnostic, n) => ({
          ...result(diagnostic, report),
          ruleIndex: used.indexOf(diagnostic.code),
          partialFingerprints: { 'bisheng/v1': prints[n] },
        })),
      },
    ],
  };
  return `${unbroken(JSON.stringify(log, null, 2))}\n`;
}

function rule(code: DiagnosticCode, explanations: Explanations): object {
  const { means = code, advice = '' } = explanations[code] ?? {};
  return {
    id: code,
    shortDescription: { text: means },
    fullDescription: { text: `${means} ${advice}`.trim() },
    help: { text: `bisheng explain ${code}` },
    defaultConfiguration: { level: LEVELS[codes[code]] },
  };
}

function result(diagnostic: Diagnostic, { say, pathOf }: CheckReport): object {
  const { severity, code, location, related = [], fix } = diagnostic;
  return {
    ruleId: code,
    level: LEVELS[severity],
    message: { text: inOneLine(diagnostic, say) },
    locations: location ? [{ physicalLocation: physical(location, pathOf) }] : [],
    ...(related.length > 0 && {
      relatedLocations: related.map((other, id) => ({
        id,
        physicalLocation: physical(other.location, pathOf),
        message: { text: foreign(say(other.message)) },
      })),
    }),
    ...(fix && location && { fixes: [fixIn(location.file, fix, { say, pathOf })] }),
  };
}

function fixIn(
  file: SourceFile,
  { title, edits }: Fix,
  { say, pathOf }: Pick<CheckReport, 'say' | 'pathOf'>,
): object {
  return {
    description: { text: foreign(say(title)) },
    artifactChanges: [
      {
        artifactLocation: { uri: uriOf(pathOf(file.path)) },
        replacements: edits.map(({ start, end, text }) => ({
          deletedRegion: region({ file, start, end }),
          insertedContent: { text },
        })),
      },
    ],
  };
}

function physical(location: Location, pathOf: CheckReport['pathOf']): object {
  return {
    artifactLocation: { uri: uriOf(pathOf(location.file.path)) },
    // What can't be read has no lines.
    ...(location.file.text !== '' && { region: region(location) }),
  };
}

function region({ file, start, end }: Location): object {
  const line = file.lineAt(start);
  const endLine = file.lineAt(end);
  return {
    startLine: line + 1,
    startColumn: start - file.lineStart(line) + 1,
    endLine: endLine + 1,
    endColumn: end - file.lineStart(endLine) + 1,
  };
}

/** A path as a relative URI reference (RFC 3986). */
function uriOf(path: string): string {
  const absolute = path.startsWith('/') ? 'file://' : '';
  // A first part with a colon would be a scheme; the encoding leaves none.
  return absolute + path.split('/').map(encodeURIComponent).join('/');
}
