import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Parameter } from '../flow/flow.ts';
import { readParameters } from '../flow/parameters/parameters.ts';
import { readFlow } from '../flow/read/read.ts';
import { child, type MapTree } from '../flow/tree.ts';
import { readSource } from './read-source.ts';
import { shownPath } from './shown-path.ts';
import type { TemplateFile } from './template-files.ts';

/** What a template says of itself. */
export interface TemplateInfo {
  readonly file: TemplateFile;
  /** Its file's path as the user would write it. */
  readonly path: string;
  /** Its `name`. */
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly version: string | undefined;
  readonly parameters: readonly Parameter[];
  /** Undefined where the file is no flow at all. */
  readonly tree: MapTree | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads what a template says of itself; of its nodes nothing is checked. `folder`: the working directory. */
export async function readTemplateInfo(file: TemplateFile, folder: string): Promise<TemplateInfo> {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const path = shownPath(file.absolute, folder);
  const decoded = await readSource(file.absolute, path);
  if ('diagnostic' in decoded) report(decoded.diagnostic);
  const tree = 'source' in decoded ? readFlow(decoded.source, report) : undefined;
  return {
    file,
    path,
    title: textOf(tree, 'name'),
    description: textOf(tree, 'description'),
    version: textOf(tree, 'version'),
    parameters: tree ? readParameters(tree, report) : [],
    tree,
    diagnostics,
  };
}

function textOf(tree: MapTree | undefined, key: string): string | undefined {
  const value = child(tree, key);
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
}
