import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreignLines } from '../../reporters/text/foreign.ts';
import { note, type Terminal } from '../terminal.ts';
import { reportUsageError } from '../usage-report.ts';
import type { FixedFlow } from './fix-flows.ts';
import { writeFixed } from './write-fixed.ts';

/** Writes repaired flows and tells of them on stderr. Gives whether all could be written. */
export async function tellFixed(flows: readonly FixedFlow[], terminal: Terminal): Promise<boolean> {
  let n = 0;
  let files = 0;
  for (const flow of flows) {
    const problem = await writeFixed(flow);
    if (problem) reportUsageError(new UsageError(problem), terminal);
    else {
      n += flow.count;
      files++;
    }
  }
  note(terminal, files === 0 ? message('fixed-nothing') : message('fixed', { n, files }));
  return files === flows.length;
}

/** Shows as a unified diff on stdout what would be written. */
export async function showFixes(
  flows: readonly FixedFlow[],
  { stdout }: Terminal,
): Promise<boolean> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  for (const { source, text } of flows) {
    const file = source.path.replaceAll('\\', '/');
    const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, source.text, text, '', '', {
      headerOptions: FILE_HEADERS_ONLY,
    });
    stdout.write(foreignLines(patch).join('\n') + '\n');
  }
  return true;
}
