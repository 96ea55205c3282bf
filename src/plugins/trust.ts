import { mkdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { isObject, type Value } from '../flow/value.ts';
import { folderHash } from './folder-hash.ts';

/** The environment, read only. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether a person of this user account has trusted a plugin as it is now. `changed`: they had, but its folder holds
 * something else since. `ci`: nobody is there who could; trust of an account doesn't count in CI.
 */
export type TrustState = 'trusted' | 'untrusted' | 'changed' | 'ci';

interface TrustedPlugin {
  readonly path: string;
  readonly hash: string;
  /** ISO 8601. */
  readonly since: string;
}

/** Whether somebody trusted the plugin of a folder. Throws what {@link folderHash} throws. */
export async function trustState(folder: string, environment: Environment): Promise<TrustState> {
  if (isCi(environment)) return 'ci';
  const place = await realpath(folder);
  const before = (await readStore(environment)).find((one) => one.path === place);
  if (!before) return 'untrusted';
  return before.hash === (await folderHash(place)) ? 'trusted' : 'changed';
}

/**
 * Notes for this user account, outside of every project, that the plugin of a folder may run without a sandbox as long
 * as nothing in the folder changes. `false` in CI, where only a project's own `sandbox: off` counts.
 */
export async function trust(
  folder: string,
  environment: Environment,
  now: () => Date = () => new Date(),
): Promise<boolean> {
  if (isCi(environment)) return false;
  const place = await realpath(folder);
  const hash = await folderHash(place);
  const others = (await readStore(environment)).filter((one) => one.path !== place);
  await writeStore(environment, [...others, { path: place, hash, since: now().toISOString() }]);
  return true;
}

/** Takes trust back. Gives whether there was any. */
export async function distrust(folder: string, environment: Environment): Promise<boolean> {
  const place = await realpath(folder).catch(() => path.resolve(folder));
  const before = await readStore(environment);
  const others = before.filter((one) => one.path !== place);
  if (others.length === before.length) return false;
  await writeStore(environment, others);
  return true;
}

/** Whether a build server runs us: they all set `CI`. */
export function isCi(environment: Environment): boolean {
  return !['', '0', 'false'].includes((environment.CI ?? '').trim().toLowerCase());
}

/** The file with what this user account trusts. */
export function trustFile(environment: Environment): string {
  const home = environment.HOME ?? homedir();
  const config =
    process.platform === 'win32'
      ? (environment.APPDATA ?? path.join(homedir(), 'AppData', 'Roaming'))
      : absoluteOr(environment.XDG_CONFIG_HOME, path.join(home, '.config'));
  return path.join(config, 'bisheng', 'trusted-plugins.json');
}

/** The XDG base directory specification: a relative path there is invalid and passed over. */
function absoluteOr(folder: string | undefined, otherwise: string): string {
  return folder !== undefined && path.isAbsolute(folder) ? folder : otherwise;
}

/** A file that is missing or makes no sense trusts nothing. */
async function readStore(environment: Environment): Promise<TrustedPlugin[]> {
  const text = await readFile(trustFile(environment), 'utf8').catch(() => '');
  let store: Value;
  try {
    store = JSON.parse(text) as Value;
  } catch {
    return [];
  }
  const plugins = isObject(store) ? store.plugins : null;
  return Array.isArray(plugins) ? plugins.flatMap(trustedOf) : [];
}

function trustedOf(value: Value): TrustedPlugin[] {
  if (!isObject(value)) return [];
  const { path: place, hash, since } = value;
  const whole = typeof place === 'string' && typeof hash === 'string' && typeof since === 'string';
  return whole ? [{ path: place, hash, since }] : [];
}

/** Written aside and renamed: a reader never sees half a file. */
async function writeStore(environment: Environment, plugins: readonly TrustedPlugin[]) {
  const file = trustFile(environment);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const aside = `${file}.${process.pid}`;
  const text = `${JSON.stringify({ format_version: 1, plugins }, null, 2)}\n`;
  await writeFile(aside, text, { mode: 0o600 });
  await rename(aside, file);
}
