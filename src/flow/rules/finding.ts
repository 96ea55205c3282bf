import { codes, type DiagnosticCode } from '../../diagnostics/codes.ts';
import type { Diagnostic, Location, Related } from '../../diagnostics/diagnostic.ts';
import type { Message } from '../../messages/message.ts';

/** A finding with the severity that its code has. */
export function finding(
  code: DiagnosticCode,
  location: Location,
  message: Message,
  hint?: Message,
  related?: readonly Related[],
): Diagnostic {
  return {
    severity: codes[code],
    code,
    message,
    location,
    ...(hint && { hint }),
    ...(related && { related }),
  };
}
