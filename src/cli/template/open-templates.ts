import { stat } from 'node:fs/promises';
import path from 'node:path';
import { nearestOrPart } from '../../diagnostics/nearest.ts';
import { message } from '../../messages/message.ts';
import type { Project } from '../../project.ts';
import {
  templateFile,
  templateFiles,
  templateNamed,
  type TemplateFile,
} from '../../project/template-files.ts';
import { UsageError } from '../../project/usage-error.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { ownProject } from '../own-project.ts';
import type { Terminal } from '../terminal.ts';

export interface TemplateOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

export interface OpenedTemplates {
  readonly project: Project;
  readonly files: readonly TemplateFile[];
}

/** Opens the project of the working directory and finds its templates and the tool's. Its language is spoken. */
export async function withTemplates(
  { lang }: TemplateOptions,
  terminal: Terminal,
  use: (opened: OpenedTemplates) => Promise<ExitCode>,
): Promise<ExitCode> {
  const project = await ownProject({ lang }, terminal);
  if (reportFindings(project.diagnostics, terminal)) return exitCode.failed;
  return use({ project, files: await templateFiles(project.root) });
}

/** The template that an argument names: a path, or a template's name. Throws UsageError where there is none. */
export async function findTemplate(
  name: string,
  { project, files }: OpenedTemplates,
  { folder }: Terminal,
): Promise<TemplateFile> {
  const absolute = path.resolve(folder, name);
  const isFile = await stat(absolute).then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (isFile) return templateFile(absolute, false);
  const found = templateNamed(name, files, project.settings.lang);
  if (found) return found;
  const names = [...new Set(files.flatMap((file) => [file.name, file.id]))];
  const near = nearestOrPart(name, names);
  throw new UsageError(
    message('template-missing', { name }),
    near === undefined ? message('template-missing/hint') : message('did-you-mean', { name: near }),
  );
}
