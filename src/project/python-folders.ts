import { access, readdir } from 'node:fs/promises';
import path from 'node:path';

/** Where a project keeps its components, and its plugins. */
export const COMPONENTS = 'custom_components';
export const PLUGINS = 'plugins';

/** The folders below `custom_components/` that have a component.py; absolute, by name. */
export async function componentFolders(root: string): Promise<string[]> {
  const parent = path.join(root, COMPONENTS);
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    const folder = path.join(parent, entry.name);
    if (!entry.isFile() && (await isComponent(folder))) found.push(folder);
  }
  return found.sort();
}

/** Whether a folder is a component's. */
export function isComponent(folder: string): Promise<boolean> {
  return access(path.join(folder, 'component.py')).then(
    () => true,
    () => false,
  );
}

/** Whether a project has components or plugins. */
export async function hasPython(root: string): Promise<boolean> {
  const folders = [COMPONENTS, PLUGINS].map((name) => readdir(path.join(root, name)));
  const [components, plugins] = await Promise.allSettled(folders);
  return [components, plugins].some(
    (found) => found?.status === 'fulfilled' && found.value.length > 0,
  );
}
