import { existsSync } from 'node:fs';
import path from 'node:path';
import type { NodeType, NodeTypes } from '../flow/node-type.ts';
import { applyEdits, type TextEdit } from '../diagnostics/text-edit.ts';
import { writeYamlValue } from '../flow/read/write-yaml.ts';
import { child, type Tree } from '../flow/tree.ts';

/**
 * The text of a flow that is moved to another folder: the paths of sub-flows and of files of items, which are relative
 * to it, lead to the same files as before. Paths to what is not there stay as they are.
 */
export function movePaths(tree: Tree, types: NodeTypes, from: string, to: string): string {
  const { text } = tree.location.file;
  const nodes = child(tree, 'nodes');
  if (from === to || nodes?.kind !== 'list') return text;
  const edits = nodes.items.flatMap((node): TextEdit[] => {
    const type = child(node, 'type');
    const found = type?.kind === 'scalar' ? types.get(String(type.value)) : undefined;
    const field = found && pathField(found);
    const given = field === undefined ? undefined : child(child(node, 'config'), field);
    if (given?.kind !== 'scalar' || typeof given.value !== 'string') return [];
    const { value, location } = given;
    const target = path.resolve(from, value);
    if (path.isAbsolute(value) || value.includes('${') || !existsSync(target)) return [];
    const moved = path.relative(to, target).replaceAll(path.sep, '/');
    return [
      { start: location.start, end: location.end, text: quotedLike(text, location.start, moved) },
    ];
  });
  return applyEdits(text, edits);
}

function pathField(type: NodeType): string | undefined {
  if (type.runsFlow) return 'flow';
  return type.role === 'batch' ? 'source' : undefined;
}

/** In JSON every text has quotes. */
function quotedLike(text: string, at: number, value: string): string {
  return /["']/.test(text.charAt(at)) ? JSON.stringify(value) : writeYamlValue(value).trim();
}
