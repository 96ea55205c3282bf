import type { DiagnosticCode } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { message, type MessageKey } from '../messages/message.ts';
import { failurePlace } from '../python/failure-place.ts';
import type { PythonFailure } from '../python/instance.ts';

/** A failure of Python outside of any node, as a finding. */
export async function pythonDiagnostic(failure: PythonFailure): Promise<Diagnostic> {
  const { hint, values } = failure;
  return {
    severity: 'error',
    code: failure.code as DiagnosticCode,
    message: message(failure.key as MessageKey, failure.values),
    location: (await failurePlace(failure)) ?? null,
    ...(hint !== undefined && { hint: message(hint as MessageKey, values) }),
  };
}
