import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts';
import { message } from '../messages/message.ts';

/** Keys under which somebody would write a key itself. */
export const secretKeys = /^(api_?key|key|token|secret|password|access_?key|authorization)$/i;
/** Headers that carry one. */
const secretHeaders = /authorization|api-?key|token|secret|cookie|password/i;

/** Whether a header of bisheng.yaml holds a secret itself, and not the name of a variable with it. */
export function secretIn(header: string, value: string): boolean {
  return secretHeaders.test(header) && !value.includes('${env.');
}

/** The finding about a secret that stands in bisheng.yaml; it does not repeat it. */
export function invalidKey(name: string, location: Location): Diagnostic {
  return {
    severity: 'error',
    code: 'setting-secret',
    message: message('setting-secret', { name }),
    location,
    hint: message('setting-secret/hint'),
  };
}
