import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isTestFile } from '../project/test-files.ts';
import { shownPath } from '../project/shown-path.ts';
import type { OpenedTests } from './run-tests.ts';
import { cassetteFolder, cassettePaths, isCassetteFolder } from './test-cassettes.ts';

/**
 * Cassettes that belong to no test any more, as the user would write their paths: the test has another name now, or is
 * gone. `files` are the files of tests with all their tests; `lying` are other files that were found, some of which may
 * be cassettes. Nothing is claimed where a file of tests can't be read, or was not looked at.
 */
export async function orphanCassettes(
  files: readonly OpenedTests[],
  lying: readonly string[],
  folder: string,
): Promise<readonly string[]> {
  const sound = new Map(
    files.flatMap(({ file, findings }) =>
      file && findings.every(({ severity }) => severity !== 'error')
        ? [[file.absolute, [...cassettePaths(file).values()]] as const]
        : [],
    ),
  );
  const places = new Set([
    ...files.map(({ shown }) => cassetteFolder(path.resolve(folder, shown))),
    ...lying.map((file) => path.dirname(file)).filter(isCassetteFolder),
  ]);
  const orphans: string[] = [];
  for (const place of places) {
    const owners = (await namesIn(path.dirname(place)))
      .filter((name) => isTestFile(name))
      .map((name) => path.join(path.dirname(place), name))
      .filter((file) => cassetteFolder(file) === place);
    if (!owners.every((file) => sound.has(file))) continue;
    const used = new Set(owners.flatMap((file) => sound.get(file) ?? []));
    const there = (await namesIn(place)).filter((name) => name.endsWith('.yaml'));
    orphans.push(...there.map((name) => path.join(place, name)).filter((file) => !used.has(file)));
  }
  return orphans.map((file) => shownPath(file, folder)).sort();
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
