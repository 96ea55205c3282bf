import { inSourceOrder, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { prettyDiagnostics } from '../reporters/diagnostics/pretty-diagnostics.ts';
import type { Terminal } from './terminal.ts';

/** Shows findings on stderr, if there are any. Gives whether one of them is an error. */
export function reportFindings(
  diagnostics: readonly Diagnostic[],
  { stderr, say, color, unicode }: Terminal,
): boolean {
  if (diagnostics.length === 0) return false;
  const width = stderr.isTTY ? stderr.columns : undefined;
  const options = { files: 1, say, color, unicode, width };
  stderr.write(prettyDiagnostics(inSourceOrder(diagnostics), options));
  return diagnostics.some(({ severity }) => severity === 'error');
}
