import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { message } from '../messages/message.ts';
import { findFiles, type FoundFile, type FoundFiles } from '../project/find-files.ts';
import { findFlow } from '../project/find-flow.ts';
import { readSource } from '../project/read-source.ts';
import { shownPath } from '../project/shown-path.ts';
import { isTestFile } from '../project/test-files.ts';
import { UsageError } from '../project/usage-error.ts';
import { orphanCassettes } from './orphan-cassettes.ts';
import { readTests } from './read-tests.ts';
import type { OpenedTests } from './run-tests.ts';
import { ownFlow, testedFlow, type Looking } from './tested-flow.ts';

/** What {@link findTests} finds. */
export interface FoundTests {
  readonly files: readonly OpenedTests[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many files and folders a .bishengignore leaves out. */
  readonly leftOut: number;
  /** Cassettes of no test, as the user would write their paths. */
  readonly orphans: readonly string[];
}

/**
 * The tests that paths mean: files of tests, those below folders, those that a pattern matches; for a flow, by its path
 * or name, those that are about it. Without paths all of the project, whose folder is `root`. Throws UsageError where a path means nothing.
 */
export async function findTests(
  paths: readonly string[],
  root: string,
  looking: Looking,
): Promise<FoundTests> {
  const { folder, language } = looking;
  const found = new Map<string, OpenedTests>();
  const diagnostics: Diagnostic[] = [];
  /** By where was looked: several flows lie in one folder. */
  const leftOut = new Map<string, number>();
  const lying: string[] = [];
  const look = async (where: string): Promise<FoundFiles> => {
    const result = await findFiles([where], folder);
    leftOut.set(where, result.leftOut);
    return result;
  };
  const add = async (files: readonly FoundFile[], flow?: string): Promise<number> => {
    let n = 0;
    for (const file of files) {
      if (!isTestFile(file.absolute)) {
        // Whoever means one flow has not asked about others' cassettes.
        if (flow === undefined) lying.push(file.absolute);
        continue;
      }
      const opened = found.get(file.absolute) ?? (await open(file, looking));
      if (flow !== undefined && opened.flow?.absolute !== flow) continue;
      found.set(file.absolute, opened);
      n++;
    }
    return n;
  };
  const shownRoot = shownFolder(root, folder);
  for (const given of paths.length > 0 ? paths : [shownRoot]) {
    const absolute = path.resolve(folder, given);
    const stats = await stat(absolute).catch(() => undefined);
    const isFlow = stats ? stats.isFile() && !isTestFile(given) : !/[*?[\]{}]/.test(given);
    if (!isFlow) {
      const { files, diagnostics: unreadable } = await look(given);
      diagnostics.push(...unreadable);
      await add(files);
      continue;
    }
    const flow = await findFlow(given, folder, root, () => Promise.resolve(language));
    const near = await findFiles([shownFolder(path.dirname(flow.absolute), folder)], folder);
    const all = flow.shipped ? [] : (await look(shownRoot)).files;
    if ((await add([...near.files, ...all], flow.absolute)) > 0) continue;
    const ignored = [...leftOut.values()].some((n) => n > 0);
    const hint = message(ignored ? 'tests-none/ignored-hint' : 'tests-none/hint');
    throw new UsageError(message('tests-none/of', { path: given }), hint);
  }
  const files = [...found.values()];
  return {
    files,
    diagnostics,
    leftOut: [...leftOut.values()].reduce((sum, n) => sum + n, 0),
    orphans: await orphanCassettes(files, lying, folder),
  };
}

function shownFolder(absolute: string, folder: string): string {
  return absolute === folder ? '.' : shownPath(absolute, folder);
}

async function open({ absolute, shown }: FoundFile, looking: Looking): Promise<OpenedTests> {
  const findings: Diagnostic[] = [];
  const decoded = await readSource(absolute, shown);
  if ('diagnostic' in decoded) return { shown, findings: [decoded.diagnostic] };
  const about = { absolute, ownFlow: ownFlow(absolute) };
  const file = await readTests(decoded.source, about, (finding) => findings.push(finding));
  if (!file) return { shown, findings };
  const flow = await testedFlow(file, looking);
  if ('code' in flow) return { shown, file, findings: [...findings, flow] };
  return { shown, file, flow, findings };
}
