import type { Severity } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Say } from '../../messages/message.ts';
import { foreign } from '../text/foreign.ts';

/** All that a document of findings is made of, whatever its format. */
export interface CheckReport {
  /** In the order in which they are to be told. */
  readonly diagnostics: readonly Diagnostic[];
  /** The paths of all that was looked at. */
  readonly files: readonly string[];
  readonly say: Say;
  /** A file's path as the CI system knows it: relative to the folder of the repository, with `/`. */
  readonly pathOf: (path: string) => string;
  /** Warnings count as errors. */
  readonly strict: boolean;
  /** Why it could not be looked at: a document is owed even then. */
  readonly problem?: CheckProblem | undefined;
}

export interface CheckProblem {
  /** Called wrongly, a defect of ours, or cut short. */
  readonly kind: 'usage' | 'defect' | 'interrupted';
  readonly text: string;
  readonly hint?: string | undefined;
}

/** Whether findings of a severity let the check fail. */
export function countsAsError(
  severity: Severity,
  { strict }: Pick<CheckReport, 'strict'>,
): boolean {
  return severity === 'error' || (strict && severity === 'warning');
}

/** What a finding says and what to do about it, on one line that no reader can be misled by. */
export function inOneLine({ message, hint }: Diagnostic, say: Say): string {
  return foreign([message, ...(hint ? [hint] : [])].map(say).join(' '));
}
