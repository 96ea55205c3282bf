import { position } from '../../diagnostics/code-frame.ts';
import type { Severity } from '../../diagnostics/codes.ts';
import { uniqueFingerprints } from '../../diagnostics/fingerprint.ts';
import { foreign } from '../text/foreign.ts';
import { unbroken } from '../text/json-chunks.ts';
import { inOneLine, type CheckReport } from './check-report.ts';

const SEVERITIES = { error: 'major', warning: 'minor', info: 'info' } as const satisfies Record<
  Severity,
  string
>;

/** Findings as a report of GitLab's Code Quality (the part of the Code Climate format that it reads), ended by a line break. */
export function gitlab({ diagnostics, say, pathOf, problem }: CheckReport): string {
  const prints = uniqueFingerprints(diagnostics, pathOf);
  const issues: object[] = diagnostics.map((diagnostic, n) => {
    const { severity, code, location } = diagnostic;
    const at = location && position(location);
    return {
      description: inOneLine(diagnostic, say),
      check_name: code,
      fingerprint: prints[n],
      severity: SEVERITIES[severity],
      location: {
        path: location ? pathOf(location.file.path) : '.',
        lines: { begin: at?.line ?? 1, end: at?.endLine ?? 1 },
      },
    };
  });
  if (problem) {
    issues.push({
      description: foreign([problem.text, problem.hint ?? ''].join(' ').trim()),
      check_name: problem.kind,
      fingerprint: problem.kind,
      severity: 'blocker',
      location: { path: '.', lines: { begin: 1, end: 1 } },
    });
  }
  return `${unbroken(JSON.stringify(issues, null, 2))}\n`;
}
