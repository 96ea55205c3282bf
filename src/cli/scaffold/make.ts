import { createHash } from 'node:crypto';
import path from 'node:path';
import { readRegularFile } from '../../files/read-regular-file.ts';
import { message, sayIn, type Message } from '../../messages/message.ts';
import type { ProjectTypes } from '../../project/components.ts';
import { shownPath } from '../../project/shown-path.ts';
import { UsageError } from '../../project/usage-error.ts';
import { comparePlan, type ComparedFile } from '../../scaffold/compare.ts';
import { planScaffold } from '../../scaffold/plan.ts';
import type { PlannedFile } from '../../scaffold/planned-file.ts';
import { refreshed } from '../../scaffold/refresh.ts';
import type { ScaffoldRequest } from '../../scaffold/request.ts';
import { ScaffoldProblem } from '../../scaffold/scaffold-problem.ts';
import { readScaffoldTexts, scaffoldsFolder } from '../../scaffold/texts.ts';
import { writeNewFiles } from '../../scaffold/write.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { note, type Terminal } from '../terminal.ts';
import { reportUsageError } from '../usage-report.ts';
import { actionLines } from './action-lines.ts';
import { reasonOf } from './reason.ts';
import { refreshEditor } from './refresh-editor.ts';

export interface MakeOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Something new and where it goes. */
export interface Making {
  readonly request: ScaffoldRequest;
  readonly root: string;
  readonly types: ProjectTypes;
  /** What to do next. */
  readonly next: Message;
}

/**
 * Writes what a request asks for, all of it or nothing, and tells each file; nothing that is there is written over.
 * Throws UsageError for a request that makes no sense.
 */
export async function make(
  { request, root, types, next }: Making,
  options: MakeOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const files = await comparePlan(root, await planOf(request, root));
  const conflicts = files.filter(({ action }) => action === 'conflict').length;
  const fresh = files.filter(({ action }) => action === 'create');
  if (!options.dryRun && conflicts === 0) {
    try {
      await writeNewFiles(root, fresh);
    } catch (error) {
      reportUsageError(
        new UsageError(message('scaffold-write-failed', { reason: reasonOf(error) })),
        terminal,
      );
      return exitCode.failed;
    }
    await refreshEditor(root, types, terminal);
  }
  tell({ request, root, files, conflicts }, options, terminal);
  if (conflicts > 0) {
    const text = message('scaffold-conflicts', { n: conflicts });
    reportUsageError(new UsageError(text, message('scaffold-conflicts/hint')), terminal);
    return exitCode.failed;
  }
  if (options.dryRun) note(terminal, message('scaffold-dry'));
  else if (fresh.length === 0) note(terminal, message('scaffold-exists'));
  else note(terminal, next);
  return exitCode.ok;
}

/** The files of a request. A pyproject.toml that configures the editor stays in force: a pyrightconfig.json would hide it. */
async function planOf(request: ScaffoldRequest, root: string): Promise<PlannedFile[]> {
  const texts = await readScaffoldTexts(scaffoldsFolder());
  const project = (await readRegularFile(path.join(root, 'pyproject.toml'))) ?? '';
  const files = asked(() => planScaffold(request, texts, sayIn(request.language)));
  return files.map((file) =>
    file.path === 'pyrightconfig.json' && /^\s*\[tool\.(?:based)?pyright/m.test(project)
      ? { ...file, path: 'pyproject.toml' }
      : file,
  );
}

/** What `plan` gives; a request that makes no sense was a wrong call of the command. */
export function asked<T>(plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (error instanceof ScaffoldProblem) throw new UsageError(error.text, error.hint);
    throw error;
  }
}

interface Made {
  readonly request: ScaffoldRequest;
  readonly root: string;
  readonly files: readonly ComparedFile[];
  readonly conflicts: number;
}

function tell(
  { request, root, files, conflicts }: Made,
  { json, dryRun }: MakeOptions,
  terminal: Terminal,
): void {
  const { stdout, stderr, folder } = terminal;
  if (json) {
    const document = {
      format_version: 1,
      kind: request.kind,
      name: request.name,
      root,
      dry_run: dryRun ?? false,
      conflicts,
      files: files.map(({ path: file, action, text }) => ({
        path: file,
        action,
        bytes: Buffer.byteLength(text),
        sha256: createHash('sha256').update(text).digest('hex'),
      })),
      refreshed: conflicts > 0 ? [] : refreshed,
    };
    stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    const shown = files.map(({ path: file, action }) => ({
      action,
      path: shownPath(path.join(root, file), folder),
    }));
    // The list is the result; that nothing came of it is not.
    (conflicts > 0 ? stderr : stdout).write(actionLines(shown, terminal));
  }
  for (const { path: file, lacks = [] } of files) {
    if (lacks.length === 0) continue;
    const shown = foreign(shownPath(path.join(root, file), folder));
    note(terminal, message('scaffold-keep', { file: shown, lines: lacks }));
  }
}
