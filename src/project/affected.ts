import { readdirSync, readFileSync, statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { readTree } from '../flow/read/read.ts';
import { child, type MapTree } from '../flow/tree.ts';
import type { FoundFile, FoundFolder } from './find-files.ts';
import type { Projects } from './projects.ts';
import { COMPONENTS, PLUGINS } from './python-folders.ts';
import { readSource } from './read-source.ts';
import { typeNames } from './type-names.ts';

/** The types of a project whose code has changed; `all`: nobody can say which. */
interface ChangedTypes {
  readonly names: ReadonlySet<string>;
  readonly all: boolean;
}

/**
 * Finds out what a change to some files (absolute, without links) has to do with: the flows that have changed, that run a changed one, or that use a changed component,
 * and all flows of a project whose bisheng.yaml has changed. In doubt it has.
 */
export class Affected {
  readonly #changed: ReadonlySet<string>;
  readonly #projects: Projects;
  readonly #types = new Map<string, ChangedTypes>();
  readonly #flows = new Map<string, Promise<boolean>>();

  constructor(changed: ReadonlySet<string>, projects: Projects) {
    this.#changed = changed;
    this.#projects = projects;
  }

  /** Whether a file is affected that may be a flow. */
  async file({ absolute }: Pick<FoundFile, 'absolute'>): Promise<boolean> {
    return this.#flow(await realpath(absolute).catch(() => absolute), []);
  }

  /** Whether a component or plugin is. */
  async folder({ absolute }: FoundFolder): Promise<boolean> {
    const real = await realpath(absolute).catch(() => absolute);
    return this.#anyBelow(real);
  }

  /** `above`: the flows that run this one; what runs itself is a finding, and must not be followed for ever. */
  #flow(real: string, above: readonly string[]): Promise<boolean> {
    if (this.#changed.has(real)) return Promise.resolve(true);
    if (above.includes(real)) return Promise.resolve(false);
    const known = this.#flows.get(real);
    if (known) return known;
    const found = this.#uses(real, [...above, real]);
    this.#flows.set(real, found);
    return found;
  }

  async #uses(real: string, way: readonly string[]): Promise<boolean> {
    const { project, types } = await this.#projects.of(path.dirname(real));
    const root = await realpath(project.root).catch(() => project.root);
    if (this.#changed.has(path.join(root, 'bisheng.yaml'))) return true;
    const decoded = await readSource(real, real);
    if (!('source' in decoded) || !decoded.source.text.includes('nodes')) return false;
    const tree = readTree(decoded.source, () => undefined);
    if (tree?.kind !== 'map') return false;
    const changed = this.#changedTypes(root);
    const isOwn = (name: string): boolean => !types.registry.get(name);
    const uses = typeNames(tree).some(
      (name) => changed.names.has(name) || (changed.all && isOwn(name)),
    );
    return uses || this.#runs(tree, real, way);
  }

  /** Whether it runs a flow that is affected; which one a placeholder names nobody knows. */
  async #runs(tree: MapTree, real: string, way: readonly string[]): Promise<boolean> {
    for (const written of subFlowPaths(tree)) {
      if (written.includes('${')) {
        if ([...this.#changed].some((file) => /\.(ya?ml|json)$/i.test(file))) return true;
        continue;
      }
      const inner = path.resolve(path.dirname(real), written);
      if (await this.#flow(await realpath(inner).catch(() => inner), way)) return true;
    }
    return false;
  }

  #changedTypes(root: string): ChangedTypes {
    const known = this.#types.get(root);
    if (known) return known;
    const names = new Set<string>();
    let all = false;
    for (const file of this.#changed) {
      const relative = path.relative(root, file);
      if (relative.startsWith('..') || path.isAbsolute(relative)) continue;
      const [parent = '', folder = '', ...rest] = relative.split(path.sep);
      const isInside = [COMPONENTS, PLUGINS].includes(parent) && rest.length > 0;
      if (!isInside) {
        // Any code may import it.
        all ||= file.endsWith('.py');
        continue;
      }
      const found = namesOf(path.join(root, parent, folder));
      if (found) [folder, ...found].forEach((name) => names.add(name));
      else all = true;
    }
    const types = { names, all };
    this.#types.set(root, types);
    return types;
  }

  #anyBelow(folder: string): boolean {
    const prefix = folder + path.sep;
    return [...this.#changed].some((file) => file.startsWith(prefix));
  }
}

function subFlowPaths(tree: MapTree): string[] {
  const nodes = child(tree, 'nodes');
  if (nodes?.kind !== 'list') return [];
  return nodes.items.flatMap((node) => {
    const flow = child(child(node, 'config'), 'flow');
    return flow?.kind === 'scalar' && typeof flow.value === 'string' ? [flow.value] : [];
  });
}

/** The names that a folder's code gives to node types; undefined where there is no such folder any more. */
function namesOf(folder: string): string[] | undefined {
  try {
    return readdirSync(folder).flatMap((name) => {
      if (!name.endsWith('.py') && name !== 'config.yaml') return [];
      const file = path.join(folder, name);
      const text = statSync(file).isFile() ? readFileSync(file, 'utf8') : '';
      return [...text.matchAll(/^(?:class\s+|name:\s*["']?)([^\s("':#]+)/gm)].map(
        ([, found = '']) => found,
      );
    });
  } catch {
    return undefined;
  }
}
