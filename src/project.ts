import path from 'node:path';
import type { Diagnostic, Report } from './diagnostics/diagnostic.ts';
import type { SourceFile } from './diagnostics/source-file.ts';
import { readTree } from './flow/read/read.ts';
import { child } from './flow/tree.ts';
import { message } from './messages/message.ts';
import { hasDoors, noDoors, readDoors, type Doors } from './project/doors.ts';
import { readDotenv } from './project/dotenv.ts';
import { secretValues } from './project/known-secrets.ts';
import { hideSecrets } from './project/hide-secrets.ts';
import { flowNames } from './project/flow-names.ts';
import type { Environment } from './project/language.ts';
import { modelSecrets, type ModelsConfig } from './models/model-config.ts';
import { readProjectSettings } from './project/project-file.ts';
import { exists, PROJECT_FILE } from './project/project-root.ts';
import { readModels } from './project/read-models.ts';
import { readSource } from './project/read-source.ts';
import type { SettingName, Settings } from './project/settings.ts';
import { shownPath } from './project/shown-path.ts';
import {
  settleSettings,
  type FileSetting,
  type SettledSetting,
} from './project/settle-settings.ts';

/** A folder with all that belongs to it. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  /** Its bisheng.yaml, where it has one, as the user would write its path. */
  readonly file: string | undefined;
  /** The real environment, and below it what .env adds. */
  readonly environment: Environment;
  readonly settings: Settings;
  /** The same with where each value comes from. */
  readonly settled: readonly SettledSetting[];
  readonly models: ModelsConfig;
  /** What a server answers with where nobody names a flow. */
  readonly doors: Doors;
  /** Values that nothing may show: keys of models, and what .env has under names of secrets. */
  readonly secrets: readonly string[];
  /** What is wrong with bisheng.yaml. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface ProjectOptions {
  /** The working directory: paths are shown relative to it. */
  readonly folder: string;
  readonly environment: Environment;
  /** Settings that flags of the command line give, as written. */
  readonly flags?: Readonly<Partial<Record<SettingName, string | undefined>>>;
}

/** What a bisheng.yaml says. */
interface ProjectFile {
  readonly file: ReadonlyMap<string, FileSetting>;
  readonly models: ModelsConfig;
  readonly doors: Doors;
  /** What is wrong with it. */
  readonly diagnostics: readonly Diagnostic[];
}
const noFile: ProjectFile = {
  file: new Map(),
  models: { models: new Map() },
  doors: noDoors,
  diagnostics: [],
};

/**
 * The project in a folder. Throws UsageError for flags and variables whose values make no sense; what is wrong with
 * its file is a finding.
 */
export async function openProject(root: string, options: ProjectOptions): Promise<Project> {
  const absolute = path.join(root, PROJECT_FILE);
  const shown = (await exists(absolute)) ? shownPath(absolute, options.folder) : undefined;
  const { file, models, doors, diagnostics } =
    shown === undefined ? noFile : await readProjectFile(absolute, shown, root);
  const dotenv = await readDotenv(root);
  const { environment, flags = {} } = options;
  const settled = settleSettings({ flags, environment, dotenv, file });
  return {
    root,
    file: shown,
    environment: { ...dotenv, ...environment },
    settings: Object.fromEntries(settled.map(({ name, value }) => [name, value])) as Settings,
    settled,
    models,
    doors,
    secrets: [...modelSecrets(models, { ...dotenv, ...environment }), ...secretValues(dotenv)],
    diagnostics,
  };
}

async function readProjectFile(
  absolute: string,
  shown: string,
  root: string,
): Promise<ProjectFile> {
  const decoded = await readSource(absolute, shown);
  if ('diagnostic' in decoded) return { ...noFile, diagnostics: [decoded.diagnostic] };
  const { source } = decoded;
  const diagnostics: Diagnostic[] = [];
  const read = await readProjectSource(source, { shown, root }, (diagnostic) =>
    diagnostics.push(diagnostic),
  );
  return { ...read, diagnostics: hideSecrets(diagnostics, source) };
}

async function readProjectSource(
  source: SourceFile,
  { shown, root }: { readonly shown: string; readonly root: string },
  report: Report,
): Promise<Omit<ProjectFile, 'diagnostics'>> {
  const tree = readTree(source, report);
  if (tree?.kind === 'map') {
    const flows = hasDoors(tree) ? await flowNames(root) : [];
    return {
      file: readProjectSettings(tree, report),
      models: readModels(child(tree, 'models'), report),
      doors: readDoors(tree, flows, report),
    };
  }
  // An empty file will do.
  if (tree && !(tree.kind === 'scalar' && tree.value === null)) {
    report({
      severity: 'error',
      code: 'setting-invalid',
      message: message('setting-invalid/file', { file: shown }),
      location: tree.location,
    });
  }
  return noFile;
}
