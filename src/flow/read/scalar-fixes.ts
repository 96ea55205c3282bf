import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts';
import type { TextEdit } from '../../diagnostics/text-edit.ts';
import { message } from '../../messages/message.ts';
import { entry, type MapTree, type ScalarTree } from '../tree.ts';

/** A finding's repair, if there is one. */
export type Repair = Pick<Diagnostic, 'fix'>;

/** Words that no version of YAML reads as anything else than a text. */
const PLAIN_WORD = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z_][\w-]*$/i;

/** The repair that spells a value as it is meant to be; none where nobody knows how (`text` undefined). */
export function respelled(scalar: ScalarTree, text: string | undefined): Repair {
  return repair(text === undefined ? undefined : otherText(scalar, text));
}

/** The repair that calls a key of a map by its right name, unless the map has a key of that name already. */
export function renamed(
  key: ScalarTree,
  name: string | undefined,
  map: MapTree | undefined,
): Repair {
  return name === undefined || entry(map, name) ? {} : respelled(key, name);
}

/** The repair that puts quotes around a plain scalar: it becomes the text that stands there. */
export function quoted({ location: { file, start, end } }: ScalarTree): Repair {
  const source = file.text.slice(start, end);
  // Nothing with spaces, signs or placeholders.
  return repair(/^[\w.+-]+$/.test(source) ? { start, end, text: `"${source}"` } : undefined);
}

/** The repair that takes the quotes of a number, or of true or false, away. */
export function unquoted({ location: { file, start, end } }: ScalarTree): Repair {
  const source = file.text.slice(start, end);
  const inner = /^(["'])\s*(-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)\s*\1$/i.exec(source)?.[2];
  return repair(inner === undefined ? undefined : { start, end, text: inner.toLowerCase() });
}

/** The repair that writes something else in a place of a source. */
export function rewritten(edit: TextEdit): { readonly fix: Fix } {
  return { fix: { title: message('fix/write', { text: edit.text.trim() }), edits: [edit] } };
}

function repair(edit: TextEdit | undefined): Repair {
  return edit ? rewritten(edit) : {};
}

/**
 * The edit that gives a scalar another text and leaves its quotes. Undefined where its source is not letter by letter
 * its text (escapes, a placeholder), and where the new text would need quotes that are not there.
 */
function otherText(scalar: ScalarTree, text: string): TextEdit | undefined {
  const { file, start, end } = scalar.location;
  const source = file.text.slice(start, end);
  const inner = /^(["'])(.*)\1$/s.exec(source)?.[2];
  if ((inner ?? source) !== String(scalar.value) || !PLAIN_WORD.test(text)) return undefined;
  const quote = inner === undefined ? 0 : 1;
  return { start: start + quote, end: end - quote, text };
}
