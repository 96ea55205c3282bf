import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  environmentsFolder,
  findEnvironment,
  pythonLine,
  readRecord,
  recordName,
  type Environment,
  type EnvironmentPython,
  type EnvironmentRecord,
  type InstalledPackage,
  type Wanted,
} from './environment.ts';
import { installedPackages } from './installed-packages.ts';
import {
  findInstaller,
  installArguments,
  installerEnvironment,
  type Installer,
} from './installer.ts';
import { withInstallLock, type LockHolder } from './install-lock.ts';
import { lockedPackages, lockPackages } from './lock-file.ts';
import { runTool, type ToolOptions } from './run-tool.ts';

export interface InstallOptions {
  /** The project's folder. */
  readonly root: string;
  readonly python: EnvironmentPython;
  readonly environment: ToolOptions['environment'];
  /** Folders and pages with packages, besides or instead of the index; absolute paths or URLs. */
  readonly findLinks?: readonly string[];
  /** No index is asked: nothing but `findLinks`. */
  readonly noIndex?: boolean;
  /** Chooses versions anew instead of those in the lock file. */
  readonly upgrade?: boolean;
  readonly signal?: AbortSignal;
  /** Somebody else is installing; called once. */
  readonly waiting?: (by: LockHolder) => void;
  /** It begins to install. */
  readonly started?: (tool: Installer['name']) => void;
  /** Each line that the installer writes. */
  readonly line?: (text: string) => void;
}

export type InstallResult =
  | { readonly status: 'installed' | 'kept'; readonly environment: Environment }
  /** `output` is what the installer has written last. `locked`: it was held to the versions of the lock file. */
  | {
      readonly status: 'failed';
      readonly tool: Installer['name'];
      readonly output: string;
      readonly locked: boolean;
    }
  | { readonly status: 'no-tool' };

/**
 * Puts packages into an environment of their own: a folder that is built aside and counts from the moment its record
 * is there, so that whoever is killed half-way leaves the old one as it was. What is there already is kept. Rejects
 * with the signal's reason when it aborts, and with the system's error where nothing can be written.
 */
export async function installEnvironment(
  wanted: Wanted,
  options: InstallOptions,
): Promise<InstallResult> {
  const { root, python, upgrade, signal, waiting } = options;
  const found = upgrade ? undefined : await findEnvironment(root, wanted, python);
  if (found) {
    await repairLock(found, options);
    return { status: 'kept', environment: found };
  }
  const folder = environmentsFolder(root);
  await mkdir(folder, { recursive: true });
  // Whoever commits everything does not commit packages.
  await writeFile(path.join(folder, '.gitignore'), '*\n');
  const lock = path.join(folder, '.lock');
  return withInstallLock(lock, { signal, ...(waiting && { waiting }) }, async () => {
    // Whoever was waited for may have done the same.
    const since = upgrade ? undefined : await findEnvironment(root, wanted, python);
    if (since) return { status: 'kept', environment: since };
    await removeLeftovers(folder);
    const scratch = await mkdtemp(path.join(folder, '.scratch-'));
    try {
      return await build(wanted, scratch, options);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
}

async function build(
  wanted: Wanted,
  scratch: string,
  options: InstallOptions,
): Promise<InstallResult> {
  const { root, python, signal, line, started } = options;
  const environment = installerEnvironment(options.environment);
  const quiet = { cwd: root, environment, signal };
  const installer = await findInstaller(python, scratch, quiet);
  if (!installer) return { status: 'no-tool' };
  started?.(installer.name);
  const target = path.join(scratch, 'packages');
  await mkdir(target);
  const request = {
    target,
    requirements: wanted.requirements,
    files: wanted.files,
    constraints: await writeConstraints(wanted, scratch, options),
    findLinks: options.findLinks ?? [],
    noIndex: options.noIndex ?? false,
  };
  const args = installArguments(installer, python, request);
  const { code, output } = await runTool(installer.file, args, { ...quiet, line });
  if (code !== 0) {
    const locked = request.constraints !== undefined;
    return { status: 'failed', tool: installer.name, output, locked };
  }
  const packages = await installedPackages(target);
  const settled = await settle(wanted, target, packages, options);
  await lockPackages(root, wanted, pythonLine(python), packages);
  return { status: 'installed', environment: settled };
}

async function writeConstraints(
  wanted: Wanted,
  scratch: string,
  { root, python, upgrade }: InstallOptions,
): Promise<string | undefined> {
  if (upgrade) return undefined;
  const locked = await lockedPackages(root, wanted, pythonLine(python));
  if (!locked) return undefined;
  const file = path.join(scratch, 'constraints.txt');
  await writeFile(file, locked.map(({ name, version }) => `${name}==${version}\n`).join(''));
  return file;
}

/** Gives packages their place; the record comes last and makes them the environment. */
async function settle(
  wanted: Wanted,
  target: string,
  packages: readonly InstalledPackage[],
  { root, python }: InstallOptions,
): Promise<Environment> {
  const folder = environmentsFolder(root);
  const name = await recordName(wanted, python);
  // A name that no other has: a run may still be reading what this replaces.
  const mark = crypto.randomUUID().slice(0, 8);
  const place = path.join(folder, `${name.replace(/\.json$/, '')}-${mark}`);
  await rename(target, place);
  const record: EnvironmentRecord = {
    format_version: 1,
    kind: wanted.kind,
    owner: wanted.owner,
    python: pythonLine(python),
    folder: path.basename(place),
    packages,
  };
  const aside = path.join(folder, `.${name}.${process.pid}`);
  await writeFile(aside, `${JSON.stringify(record, null, 2)}\n`);
  await rename(aside, path.join(folder, name));
  await removeSuperseded(folder, name, record);
  await removeLeftovers(folder, path.basename(path.dirname(target)));
  return { wanted, path: place, packages };
}

/** Takes away environments that nobody finds any more: of the same owner and Python, for other requirements. */
async function removeSuperseded(
  folder: string,
  name: string,
  { kind, owner, python }: EnvironmentRecord,
): Promise<void> {
  for (const other of await recordsIn(folder)) {
    if (other === name) continue;
    const record = await readRecord(path.join(folder, other));
    const isSame = record?.kind === kind && record.owner === owner && record.python === python;
    if (isSame) await rm(path.join(folder, other), { force: true });
  }
}

/** Takes away folders that no record names: of installs that were killed, and of what was replaced. */
async function removeLeftovers(folder: string, ...kept: readonly string[]): Promise<void> {
  const named = new Set(kept);
  for (const file of await recordsIn(folder)) {
    const record = await readRecord(path.join(folder, file));
    if (record) named.add(record.folder);
  }
  const entries = await readdir(folder, { withFileTypes: true });
  const left = entries.filter((entry) => entry.isDirectory() && !named.has(entry.name));
  for (const { name } of left) {
    await rm(path.join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function recordsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.json'));
}

/** An environment that was built before somebody took the lock file away, or by an install that was killed since. */
async function repairLock(
  { wanted, packages }: Environment,
  { root, python }: InstallOptions,
): Promise<void> {
  const line = pythonLine(python);
  if (!(await lockedPackages(root, wanted, line))) {
    await lockPackages(root, wanted, line, packages);
  }
}
