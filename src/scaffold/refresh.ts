import { randomBytes } from 'node:crypto';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What editors need and the tool can always make anew. */
export interface EditorSupport {
  /** The folder of the Python package `bisheng`. */
  readonly pythonPackage: string;
  /** JSON Schemas by name: `flow`, `plugin`, `project`. */
  readonly schemas: Readonly<Record<string, unknown>>;
}

/** The folders that {@link refreshEditorSupport} writes, relative to the project. */
export const refreshed: readonly string[] = ['.bisheng/python', '.bisheng/schema'];

/**
 * Writes the JSON Schemas and a copy of the Python package to `.bisheng/`, which no version control keeps. Each of the
 * two folders is written beside and then takes the place of the old one.
 */
export async function refreshEditorSupport(
  root: string,
  { pythonPackage, schemas }: EditorSupport,
): Promise<void> {
  const folder = path.join(root, '.bisheng');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, '.gitignore'), '*\n');
  await swapIn(path.join(folder, 'schema'), async (fresh) => {
    for (const [name, schema] of Object.entries(schemas)) {
      await writeFile(path.join(fresh, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
    }
  });
  await swapIn(path.join(folder, 'python'), (fresh) =>
    cp(pythonPackage, path.join(fresh, 'bisheng'), {
      recursive: true,
      filter: (source) => !/[/\\](?:__pycache__|\.[^/\\]*)$/.test(source),
    }),
  );
}

async function swapIn(target: string, write: (fresh: string) => Promise<void>): Promise<void> {
  const mark = randomBytes(6).toString('hex');
  const [fresh, old] = [`${target}.${mark}`, `${target}.${mark}.old`];
  try {
    await mkdir(fresh);
    await write(fresh);
    await rename(target, old).catch(() => undefined);
    await rename(fresh, target);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}
