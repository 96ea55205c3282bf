import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { normalName } from '../requirement.ts';
import type { InstalledPackage } from './environment.ts';

/** The packages in a folder, by name, as their `.dist-info` says. */
export async function installedPackages(folder: string): Promise<InstalledPackage[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.dist-info'));
  const found = await Promise.all(names.map((name) => readMetadata(path.join(folder, name))));
  return found
    .filter((known) => known !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

async function readMetadata(folder: string): Promise<InstalledPackage | undefined> {
  const text = await readFile(path.join(folder, 'METADATA'), 'utf8').catch(() => '');
  // Behind the first empty line comes the description, which may hold anything.
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const name = /^Name:\s*(\S+)/im.exec(head)?.[1];
  const version = /^Version:\s*(\S+)/im.exec(head)?.[1];
  return name === undefined || version === undefined
    ? undefined
    : { name: normalName(name), version };
}
