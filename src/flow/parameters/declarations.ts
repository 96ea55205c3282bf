import { writeYamlValue } from '../read/write-yaml.ts';
import { child, entry, keyText, valueOf, type MapTree, type Tree } from '../tree.ts';
import { objectOf, toJson, type Value } from '../value.ts';
import type { TextEdit } from '../../diagnostics/text-edit.ts';

/**
 * The declarations that a flow still needs once `values` are put in: those of all other parameters, and of the ones
 * that expressions use by their names, which get their value as default.
 */
export function remainingDeclarations(
  tree: MapTree,
  values: ReadonlyMap<string, Value>,
  isMentioned: (name: string) => boolean,
): readonly Value[] {
  const declared = child(tree, 'parameters');
  if (declared?.kind !== 'list') return [];
  return declared.items.flatMap((declaration) => {
    const name = child(declaration, 'name');
    if (name?.kind !== 'scalar') return [];
    const value = values.get(keyText(name));
    if (value === undefined) return [valueOf(declaration)];
    return isMentioned(keyText(name)) ? [withDefault(declaration, value)] : [];
  });
}

/** A declaration whose default is a value; null says that it is not required. */
function withDefault(declaration: Tree, value: Value): Value {
  if (declaration.kind !== 'map') return valueOf(declaration);
  const kept = declaration.entries
    .map(({ key, value: tree }): [string, Value] => [keyText(key), valueOf(tree)])
    .filter(([key]) => key !== 'required' && key !== 'default' && key !== 'env');
  return objectOf([...kept, value === null ? ['required', false] : ['default', value]]);
}

/** Puts these declarations in the place of a flow's `parameters`; undefined where they are the same. */
export function declarationsEdit(tree: MapTree, remaining: readonly Value[]): TextEdit | undefined {
  const found = entry(tree, 'parameters');
  if (!found || toJson(valueOf(found.value)) === toJson(remaining)) return undefined;
  const { text } = tree.location.file;
  const { start, end } = found.value.location;
  if (text.charAt(tree.location.start) === '{') return { start, end, text: toJson(remaining) };
  const from = text.lastIndexOf('\n', found.key.location.start - 1) + 1;
  const until = lineEnd(text, Math.max(end, found.key.location.end));
  if (remaining.length > 0) {
    const yaml = writeYamlValue(remaining).replace(/^(?=.)/gm, '  ');
    return { start: from, end: until, text: `parameters:\n${yaml}` };
  }
  const blank = /(?:[ \t]*\r?\n)*/y;
  blank.lastIndex = until;
  blank.test(text);
  return { start: commentAbove(text, from), end: blank.lastIndex, text: '' };
}

/** Behind the line break of the line in which a place is. */
function lineEnd(text: string, at: number): number {
  if (text.charAt(at - 1) === '\n') return at;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** Where the comment directly above a line begins, which speaks of it; a comment at the very top speaks of the file. */
function commentAbove(text: string, from: number): number {
  const above = /(?:^[ \t]*#.*\r?\n)+$/m.exec(text.slice(0, from));
  return above && above.index > 0 ? above.index : from;
}
