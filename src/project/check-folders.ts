import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Project } from '../project.ts';
import { pythonDiagnostics } from '../python/findings.ts';
import type { FoundFolder } from './find-files.ts';
import { readPluginsIn } from './plugins.ts';
import type { ProjectPython } from './python-realm.ts';
import { shownPath } from './shown-path.ts';

/** What is wrong with components and plugins, wherever they are. Rejects with PythonFailure. */
export async function checkFolders(
  folders: readonly FoundFolder[],
  python: ProjectPython,
  project: Project,
  folder: string,
): Promise<readonly Diagnostic[]> {
  const of = (kind: FoundFolder['kind']): string[] =>
    folders.filter((found) => found.kind === kind).map(({ absolute }) => absolute);
  const asked = of('component').map((at) => ({ kind: 'component' as const, path: at }));
  const inspection = asked.length > 0 ? await python.reader.inspect(asked) : { folders: [] };
  const show = (file: string): string => shownPath(file, folder);
  const options = { project, folder, python };
  const { plugins, diagnostics } = await readPluginsIn(of('plugin'), options);
  return [
    ...inspection.folders.flatMap(({ findings }) => pythonDiagnostics(findings, show)),
    ...diagnostics,
    ...plugins.flatMap((plugin) => plugin.diagnostics),
  ];
}
