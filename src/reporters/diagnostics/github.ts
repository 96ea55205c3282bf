import { position } from '../../diagnostics/code-frame.ts';
import type { Severity } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Say } from '../../messages/message.ts';
import { foreign } from '../text/foreign.ts';
import type { CheckReport } from './check-report.ts';

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/** Findings as commands of GitHub Actions (workflow commands: error, warning, notice), one a line, which it shows beside the code. */
export function github({ diagnostics, say, pathOf, problem }: CheckReport): string {
  const lines = diagnostics.map((diagnostic) => annotation(diagnostic, say, pathOf));
  if (problem)
    lines.push(command('error', { title: 'bisheng' }, [problem.text, problem.hint ?? '']));
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(
  { severity, code, message, hint, location }: Diagnostic,
  say: Say,
  pathOf: CheckReport['pathOf'],
): string {
  const at = location && position(location);
  const inOneLine = at && at.line === at.endLine;
  const properties = {
    ...(location &&
      at && {
        file: pathOf(location.file.path),
        line: at.line,
        endLine: at.endLine,
        // A place of several lines has no columns there.
        ...(inOneLine && { col: at.column, endColumn: at.endColumn }),
      }),
    title: code,
  };
  return command(COMMANDS[severity], properties, [say(message), hint ? say(hint) : '']);
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  sentences: readonly string[],
): string {
  const given = Object.entries(properties).map(
    ([key, value]) => `${key}=${escaped(String(value)).replace(/:/g, '%3A').replace(/,/g, '%2C')}`,
  );
  const text = sentences.filter((sentence) => sentence !== '').map(foreign);
  return `::${name} ${given.join(',')}::${escaped(text.join('\n'))}`;
}

/** What ends a command, and the sign that escapes it. */
function escaped(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}
