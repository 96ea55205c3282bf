import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { message } from '../messages/message.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { note, type Terminal } from './terminal.ts';
import { version } from './version.ts';

/**
 * Tells of an error that is nobody's fault but ours, and keeps its details in a file that only the user can read. The
 * command's arguments are left out, as they may hold secrets. BISHENG_DEBUG=1 shows the details at once.
 */
export function reportDefect(
  error: unknown,
  command: string | undefined,
  terminal: Pick<Terminal, 'stderr' | 'say' | 'environment' | 'mask'>,
): void {
  const details = terminal.mask.text(detailsOf(error));
  note(terminal, message('defect', { reason: foreign(details.split('\n')[0] ?? '') }));
  if (terminal.environment.BISHENG_DEBUG === '1') {
    terminal.stderr.write(`${details}\n`);
    return;
  }
  const report = [
    `bisheng ${version} ${command?.replace(/[^\w-].*$/s, '') ?? ''}`,
    `node ${process.version} ${process.platform} ${process.arch}`,
    details,
  ];
  try {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'bisheng-defect-')), 'details.txt');
    writeFileSync(file, `${report.join('\n')}\n`, { mode: 0o600 });
    note(terminal, message('defect/details', { file }));
  } catch {
    note(terminal, message('defect/no-details'));
  }
}

function detailsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by: ${detailsOf(error.cause)}`;
  return (error.stack ?? error.message) + cause;
}
