import type { Location, Report } from '../../diagnostics/diagnostic.ts';
import { excerpt } from '../../diagnostics/printable.ts';
import { message } from '../../messages/message.ts';
import { keyText, type ScalarTree, type Tree } from '../tree.ts';

/**
 * A value in the place of a key, when it can be one; else null, and the value that belongs to it is left out. A key
 * that is there already (in `known`, to which it is added) is reported, and is null too: the first one counts.
 */
export function acceptKey(
  tree: Tree,
  known: Map<string, ScalarTree>,
  report: Report,
): ScalarTree | null {
  if (tree.kind === 'unknown') return null;
  if (tree.kind !== 'scalar') return refuse(`yaml-key/${tree.kind}`, tree.location, report);
  const { start, end, file } = tree.location;
  if (start === end) return refuse('yaml-key/empty', tree.location, report);
  const name = keyText(tree);
  if (name === '<<' && !tree.quoted) {
    report({
      severity: 'error',
      code: 'yaml-merge-key',
      message: message('yaml-merge-key'),
      location: tree.location,
      hint: message('yaml-merge-key/hint'),
    });
    return null;
  }
  const first = known.get(name);
  if (first) {
    reportDuplicate(name, tree.location, first.location, report);
    return null;
  }
  if (
    name.charCodeAt(0) > 127 &&
    ODD_SPACE.test(name) &&
    file.text.charAt(start) === name.charAt(0)
  ) {
    reportOddSpace(name, tree.location, report);
  }
  known.set(name, tree);
  return tree;
}

/** Spaces that look like indentation and are part of the key: no-break and full-width ones, and their like. */
const ODD_SPACE = /^[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/;

function refuse(
  key: 'yaml-key/list' | 'yaml-key/map' | 'yaml-key/empty',
  location: Location,
  report: Report,
): null {
  report({
    severity: 'error',
    code: 'yaml-key',
    message: message(key),
    location,
    hint: message('yaml-key/hint'),
  });
  return null;
}

function reportDuplicate(name: string, here: Location, first: Location, report: Report): void {
  report({
    severity: 'error',
    code: 'duplicate-key',
    message: message('duplicate-key', { key: excerpt(name) }),
    location: here,
    hint: message('duplicate-key/hint'),
    related: [{ message: message('duplicate-key/first'), location: first }],
  });
}

function reportOddSpace(name: string, location: Location, report: Report): void {
  const code = `U+${name.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const { file, start } = location;
  report({
    severity: 'warning',
    code: 'yaml-odd-space',
    message: message('yaml-odd-space', { code }),
    location: { file, start, end: start + 1 },
    hint: message('yaml-odd-space/hint'),
  });
}
