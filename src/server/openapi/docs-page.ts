import type { ValueObject } from '../../flow/value.ts';
import type { Say } from '../../messages/message.ts';

export function docsPage(_document: ValueObject, _say: Say): { html: string; policy: string } {
  return { html: '', policy: "default-src 'none'" };
}
