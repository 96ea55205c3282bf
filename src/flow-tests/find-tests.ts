import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { message } from '../messages/message.ts';
import { findFiles, type FoundFile } from '../project/find-files.ts';
import { findFlow } from '../project/find-flow.ts';
import { readSource } from '../project/read-source.ts';
import { shownPath } from '../project/shown-path.ts';
import { isTestFile } from '../project/test-files.ts';
import { UsageError } from '../project/usage-error.ts';
import { readTests } from './read-tests.ts';
import type { OpenedTests } from './run-tests.ts';
import { ownFlow, testedFlow, type Looking } from './tested-flow.ts';

/**
 * The tests that paths mean: files of tests, those below folders, those that a pattern matches; for a flow, by its path
 * or name, those that are about it. Without paths all of the project, whose folder is `root`. Throws UsageError where a path means nothing.
 */
export async function findTests(
  paths: readonly string[],
  root: string,
  looking: Looking,
): Promise<{
  readonly files: readonly OpenedTests[];
  readonly diagnostics: readonly Diagnostic[];
}> {
  const { folder, language } = looking;
  const found = new Map<string, OpenedTests>();
  const diagnostics: Diagnostic[] = [];
  const add = async (files: readonly FoundFile[], flow?: string): Promise<number> => {
    let n = 0;
    for (const file of files) {
      if (!isTestFile(file.absolute)) continue;
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
      const { files, diagnostics: unreadable } = await findFiles([given], folder);
      diagnostics.push(...unreadable);
      await add(files);
      continue;
    }
    const flow = await findFlow(given, folder, root, () => Promise.resolve(language));
    const near = await findFiles([shownFolder(path.dirname(flow.absolute), folder)], folder);
    const all = flow.shipped ? [] : (await findFiles([shownRoot], folder)).files;
    if ((await add([...near.files, ...all], flow.absolute)) > 0) continue;
    throw new UsageError(message('tests-none/of', { path: given }), message('tests-none/hint'));
  }
  return { files: [...found.values()], diagnostics };
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
