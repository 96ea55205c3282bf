import { nearest } from '../diagnostics/nearest.ts';
import { message, sayIn } from '../messages/message.ts';
import { ProjectTypes } from '../project/components.ts';
import { UsageError } from '../project/usage-error.ts';
import { filesOf } from '../scaffold/plan.ts';
import type { ScaffoldTexts } from '../scaffold/planned-file.ts';
import type { ScaffoldRecord } from '../scaffold/record.ts';
import { refreshed } from '../scaffold/refresh.ts';
import { readScaffoldTexts, scaffoldsFolder } from '../scaffold/texts.ts';
import { changesOf, planUpdate, readRecords, type UpdatedFile } from '../scaffold/update.ts';
import { replaceFiles, type ChangedFile } from '../scaffold/write.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { actionLines } from './scaffold/action-lines.ts';
import { asked } from './scaffold/make.ts';
import { reasonOf } from './scaffold/reason.ts';
import { refreshEditor } from './scaffold/refresh-editor.ts';
import { ownProject } from './own-project.ts';
import { note, type Terminal } from './terminal.ts';
import { reportUsageError } from './usage-report.ts';

export interface UpdateOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly lang?: string;
}

/** `bisheng update`: what init and new wrote is brought to what this version would write, the user's changes kept. */
export async function update(
  names: readonly string[],
  options: UpdateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const project = await ownProject({ lang: options.lang }, terminal);
  const { root } = project;
  const { folder } = terminal;
  const texts = await readScaffoldTexts(scaffoldsFolder());
  const files: UpdatedFile[] = [];
  const changes: ChangedFile[] = [];
  for (const record of await recordsFor(names, root, terminal)) {
    const plan = filesNow(record, texts);
    const updated = await planUpdate(root, record, plan);
    files.push(...updated);
    changes.push(...changesOf(record, plan, updated));
  }
  if (!options.dryRun) {
    try {
      await replaceFiles(root, changes);
    } catch (error) {
      const reason = reasonOf(error);
      reportUsageError(new UsageError(message('scaffold-write-failed', { reason })), terminal);
      return exitCode.failed;
    }
    await refreshEditor(root, new ProjectTypes(project, folder), terminal);
  }
  return tell(root, files, options, terminal);
}

function filesNow(record: ScaffoldRecord, texts: ScaffoldTexts): ReturnType<typeof filesOf> {
  const { request } = record;
  return asked(() => filesOf(request, texts, sayIn(request.language)));
}

/** The records that are meant. Throws UsageError for a name that none has, and where there are none at all. */
async function recordsFor(
  names: readonly string[],
  root: string,
  terminal: Terminal,
): Promise<ScaffoldRecord[]> {
  const found = await readRecords(root);
  if (found.size === 0) {
    throw new UsageError(message('scaffold-update-none'), message('scaffold-update-none/hint'));
  }
  const records: ScaffoldRecord[] = [];
  for (const [file, record] of found) {
    if (record) records.push(record);
    else note(terminal, message('scaffold-update-record', { file: foreign(file) }));
  }
  const nameOf = ({ request }: ScaffoldRecord): string =>
    request.kind === 'project' ? 'project' : request.name;
  const known = records.map(nameOf);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, known);
    throw new UsageError(
      message('scaffold-update-unknown', { name: unknown }),
      near === undefined
        ? message('scaffold-update-unknown/hint', { known })
        : message('did-you-mean', { name: near }),
    );
  }
  return names.length === 0 ? records : records.filter((it) => names.includes(nameOf(it)));
}

function tell(
  root: string,
  files: readonly UpdatedFile[],
  { json, dryRun }: UpdateOptions,
  terminal: Terminal,
): ExitCode {
  const conflicts = files.filter(({ action }) => action === 'conflict').length;
  if (json) {
    const document = {
      format_version: 1,
      root,
      dry_run: dryRun ?? false,
      conflicts,
      files: files.map(({ path, action }) => ({ path, action })),
      refreshed,
    };
    terminal.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    const touched = files.filter(({ action }) => action !== 'current');
    (conflicts > 0 ? terminal.stderr : terminal.stdout).write(actionLines(touched, terminal));
    const n = files.length - touched.length;
    if (n > 0) note(terminal, message('scaffold-update-current', { n }));
  }
  if (conflicts > 0) {
    const text = message('scaffold-update-conflicts', { n: conflicts });
    reportUsageError(new UsageError(text), terminal);
    return exitCode.failed;
  }
  if (dryRun) note(terminal, message('scaffold-dry'));
  return exitCode.ok;
}
