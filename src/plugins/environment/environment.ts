import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** What environments need to know of the interpreter that packages are for. */
export interface EnvironmentPython {
  /** The real one, not a shim. */
  readonly executable: string;
  /** `3.11.7` */
  readonly version: string;
}

/** Packages that somebody needs. */
export interface Wanted {
  readonly kind: 'plugin' | 'components';
  /** A plugin's id, or `components`. */
  readonly owner: string;
  /** As PEP 508 writes them. */
  readonly requirements: readonly string[];
  /** Absolute paths of requirements.txt files. */
  readonly files: readonly string[];
}

/** An environment that is there: a folder of packages of its own for one owner, which goes onto `sys.path`. */
export interface Environment {
  readonly wanted: Wanted;
  /** Absolute path of the folder with the packages. */
  readonly path: string;
  readonly packages: readonly InstalledPackage[];
}

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
}

/** What stands in the small file that says that an environment is complete. */
export interface EnvironmentRecord {
  readonly format_version: 1;
  readonly kind: Wanted['kind'];
  readonly owner: string;
  /** `3.11` */
  readonly python: string;
  /** The folder's name, beside the record. */
  readonly folder: string;
  readonly packages: readonly InstalledPackage[];
}

/** Where the environments of a project are. Nobody commits them. */
export function environmentsFolder(root: string): string {
  return path.join(root, '.bisheng', 'env');
}

/** The part of a version that decides which packages fit: `3.11` of `3.11.7`. */
export function pythonLine({ version }: EnvironmentPython): string {
  return version.split('.').slice(0, 2).join('.');
}

/**
 * The name of an environment's record. It changes with everything that decides what has to be installed, so that an
 * environment that doesn't fit any more is simply not found.
 */
export async function recordName(wanted: Wanted, python: EnvironmentPython): Promise<string> {
  const files = await Promise.all(wanted.files.map((file) => readFile(file, 'utf8')));
  const facts = [
    wanted.kind,
    [...wanted.requirements].sort(),
    files,
    pythonLine(python),
    process.platform,
    process.arch,
  ];
  const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 10);
  return `${wanted.owner}-${hash}.json`;
}

/** Whether anything has to be installed at all. */
export function wantsPackages({ requirements, files }: Wanted): boolean {
  return requirements.length + files.length > 0;
}

/** The environment for what is wanted; undefined where it isn't installed, or not for this Python. */
export async function findEnvironment(
  root: string,
  wanted: Wanted,
  python: EnvironmentPython,
): Promise<Environment | undefined> {
  const name = await recordName(wanted, python);
  const record = await readRecord(path.join(environmentsFolder(root), name));
  if (!record) return undefined;
  const folder = path.join(environmentsFolder(root), record.folder);
  const there = await stat(folder).catch(() => undefined);
  if (!there?.isDirectory()) return undefined;
  return { wanted, path: folder, packages: record.packages };
}

/** A record; undefined where there is none that can be read. */
export async function readRecord(file: string): Promise<EnvironmentRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(file, 'utf8')) as Partial<EnvironmentRecord>;
    const { format_version: format, folder } = record;
    // The name of a folder, not a way out of here.
    const isName = typeof folder === 'string' && path.basename(folder) === folder;
    return format === 1 && isName && !folder.startsWith('.')
      ? (record as EnvironmentRecord)
      : undefined;
  } catch {
    return undefined;
  }
}
