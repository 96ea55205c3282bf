import { readFile, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** What Python makes, what it runs by, and what only people read. */
const PASSED_OVER = /^(\..*|__pycache__|node_modules|.*\.(pyc|pyo|log|md))$/;
const DEEPEST = 16;
const MOST = 5_000;

/**
 * The files that a component's or plugin's code is made of, absolute, by name: those of its folder, and those of the project
 * that they import, which the project's root is the first place to look for. Code that is only found out when it runs, such as
 * `importlib.import_module(name)`, is not followed. Links are. Never rejects.
 */
export async function codeFiles(folder: string, root: string): Promise<string[]> {
  const found = new Map<string, string>();
  await addFolder(folder, found, 0);
  const pending = [...found.keys()];
  const seen = new Set<string>();
  for (let file = pending.pop(); file !== undefined && found.size < MOST; file = pending.pop()) {
    if (seen.has(file) || !file.endsWith('.py')) continue;
    seen.add(file);
    for (const name of importedNames(await textOf(file))) {
      for (const added of await addModule(name, root, found)) pending.push(added);
    }
  }
  return [...found.keys()].sort();
}

/** `import a.b as c, d`, `from a.b import c` and `import_module("a.b")`: modules that may be the project's own. */
function importedNames(code: string): Set<string> {
  const names = new Set<string>();
  for (const [, list = ''] of code.matchAll(/^[ \t]*import[ \t]+([^\n#;]+)/gm)) {
    for (const one of list.split(',')) names.add(one.trim().split(/\s/)[0] ?? '');
  }
  const from = /^[ \t]*from[ \t]+([\p{ID_Continue}.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]+)/gmu;
  for (const [, module = '', list = ''] of code.matchAll(from)) {
    names.add(module);
    // What is imported from a package may be a module of it.
    for (const one of list.replace(/[()]/g, ' ').split(',')) {
      const name = one.trim().split(/\s/)[0] ?? '';
      if (/^[\p{ID_Start}_]/u.test(name)) names.add(`${module}.${name}`);
    }
  }
  for (const [, name = ''] of code.matchAll(/import_module\(\s*["']([^"']+)["']/g)) names.add(name);
  // Relative ones stay in a folder that counts as a whole.
  return new Set([...names].filter((name) => /^[\p{ID_Start}_]/u.test(name)));
}

/** Adds the files of a module below the project's root; gives those that are new. */
async function addModule(
  name: string,
  root: string,
  found: Map<string, string>,
): Promise<string[]> {
  const before = new Set(found.keys());
  const steps = name.split('.');
  const place = path.join(root, ...steps);
  for (let depth = 1; depth < steps.length; depth++) {
    await addFile(path.join(root, ...steps.slice(0, depth), '__init__.py'), found);
  }
  await addFile(`${place}.py`, found);
  if (await isPackage(place, steps.length)) await addFolder(place, found, 0);
  return [...found.keys()].filter((file) => !before.has(file));
}

/** A folder of the project counts as a package where it has code; the root's folders of all components never as a whole. */
async function isPackage(place: string, depth: number): Promise<boolean> {
  const entries = await readdir(place).catch((): string[] => []);
  if (depth === 1 && !entries.includes('__init__.py')) return false;
  return entries.some((name) => name.endsWith('.py'));
}

async function addFolder(folder: string, found: Map<string, string>, depth: number): Promise<void> {
  if (depth > DEEPEST) return;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (PASSED_OVER.test(entry.name) || found.size >= MOST) continue;
    const file = path.join(folder, entry.name);
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await isFolderAt(file)));
    if (isFolder) await addFolder(file, found, depth + 1);
    else await addFile(file, found);
  }
}

async function addFile(file: string, found: Map<string, string>): Promise<void> {
  const real = await realpath(file).catch(() => undefined);
  if (real !== undefined && (await stat(real)).isFile()) found.set(file, real);
}

function isFolderAt(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
