import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isObject, objectOf, own, type Value, type ValueObject } from '../../flow/value.ts';
import type { InstalledPackage, Wanted } from './environment.ts';

/** The file beside bisheng.yaml that fixes the versions of packages; it belongs into version control. */
export const LOCK_FILE = 'bisheng.lock';

/** The versions that were chosen for what somebody wants; undefined where none were, or for other requirements. */
export async function lockedPackages(
  root: string,
  wanted: Wanted,
  line: string,
): Promise<InstalledPackage[] | undefined> {
  const entry = objectAt(environmentsIn(await readLockFile(root)), keyOf(wanted));
  if (!sameTexts(own(entry, 'requirements'), await textsOf(wanted))) return undefined;
  const texts = own(objectAt(entry, 'python'), line);
  if (!Array.isArray(texts)) return undefined;
  return (texts as readonly Value[]).flatMap((text) => {
    const [, name, version] = /^([^=\s]+)==(\S+)$/.exec(typeof text === 'string' ? text : '') ?? [];
    return name === undefined || version === undefined ? [] : { name, version };
  });
}

/**
 * Writes down the versions for one line of Python (`3.11`). What is fixed for other lines stays, for the same
 * requirements.
 */
export async function lockPackages(
  root: string,
  wanted: Wanted,
  line: string,
  packages: readonly InstalledPackage[],
): Promise<void> {
  const environments = environmentsIn(await readLockFile(root));
  const requirements = await textsOf(wanted);
  const before = objectAt(environments, keyOf(wanted));
  const isSame = sameTexts(own(before, 'requirements'), requirements);
  const texts = packages.map(({ name, version }) => `${name}==${version}`);
  const python = inOrder([
    ...Object.entries(isSame ? objectAt(before, 'python') : {}),
    [line, texts],
  ]);
  const entry = objectOf([
    ['requirements', requirements],
    ['python', python],
  ]);
  const document = objectOf([
    ['format_version', 1],
    ['environments', inOrder([...Object.entries(environments), [keyOf(wanted), entry]])],
  ]);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const target = path.join(root, LOCK_FILE);
  if ((await readFile(target, 'utf8').catch(() => '')) === text) return;
  const aside = `${target}.${process.pid}.tmp`;
  await writeFile(aside, text);
  await rename(aside, target);
}

async function readLockFile(root: string): Promise<ValueObject> {
  const text = await readFile(path.join(root, LOCK_FILE), 'utf8').catch(() => '');
  try {
    const value = JSON.parse(text) as Value;
    // What a newer version has written is not for us.
    return isObject(value) && own(value, 'format_version') === 1 ? value : {};
  } catch {
    return {};
  }
}

function environmentsIn(file: ValueObject): ValueObject {
  return objectAt(file, 'environments');
}

function keyOf({ kind, owner }: Wanted): string {
  return kind === 'plugin' ? `plugins/${owner}` : owner;
}

/** What decides whether versions still fit: the requirements, also those in files. */
async function textsOf({ requirements, files }: Wanted): Promise<string[]> {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const lines = texts.flatMap((text) => text.split(/\r?\n/).map((line) => line.trim()));
  const wanted = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return [...new Set([...requirements, ...wanted])].sort();
}

function objectAt(object: ValueObject, key: string): ValueObject {
  const found = own(object, key);
  return isObject(found) ? found : {};
}

function sameTexts(a: Value | undefined, b: readonly string[]): boolean {
  return Array.isArray(a) && JSON.stringify(a) === JSON.stringify(b);
}

function inOrder(entries: readonly (readonly [string, Value])[]): ValueObject {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return objectOf(sorted);
}
