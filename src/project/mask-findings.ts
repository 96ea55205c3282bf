import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { SecretMask } from '../engine/secrets.ts';
import type { Message, MessageValues } from '../messages/message.ts';

/** Findings without the secrets that messages would tell. The source that they show holds placeholders only. */
export function maskFindings(
  findings: readonly Diagnostic[],
  secrets: Iterable<string>,
): readonly Diagnostic[] {
  const mask = new SecretMask([...secrets]);
  if (!mask.active) return findings;
  return findings.map((finding) => {
    const { hint, related } = finding;
    return {
      ...finding,
      message: maskMessage(finding.message, mask),
      ...(hint && { hint: maskMessage(hint, mask) }),
      ...(related && {
        related: related.map((one) => ({ ...one, message: maskMessage(one.message, mask) })),
      }),
    };
  });
}

function maskMessage({ key, values }: Message, mask: SecretMask): Message {
  if (!values) return { key };
  const masked = Object.entries(values).map(([name, value]) => [name, maskValue(value, mask)]);
  return { key, values: Object.fromEntries(masked) as MessageValues };
}

function maskValue(value: MessageValues[string], mask: SecretMask): MessageValues[string] {
  if (typeof value === 'string') return mask.text(value);
  if (typeof value === 'number') return value;
  return 'key' in value ? maskMessage(value, mask) : value.map((text) => mask.text(text));
}
