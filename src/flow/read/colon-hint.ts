import type { MessageKey } from '../../messages/message.ts';
import type { Tree } from '../tree.ts';

/** What to do about a text that would be keys and values if its colons were right: `id：a`, `id:a`. */
export function colonHint(tree: Tree): MessageKey | undefined {
  if (tree.kind !== 'scalar' || tree.quoted) return undefined;
  const text = String(tree.value);
  if (/^[\w"']+ *：/m.test(text)) return 'flow-not-a-mapping/full-width-colon-hint';
  return /^[\w"']+:[^\s/]/m.test(text) ? 'flow-not-a-mapping/no-space-hint' : undefined;
}
