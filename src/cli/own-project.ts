import { openProject, type Project, type ProjectOptions } from '../project.ts';
import { projectRoot } from '../project/project-root.ts';
import { speak, type Terminal } from './terminal.ts';

/**
 * Opens the project of the working directory; from here on its language is spoken. `flags`: settings that flags of the
 * command line give. Throws UsageError for flags and variables that make no sense.
 */
export async function ownProject(
  flags: NonNullable<ProjectOptions['flags']>,
  terminal: Terminal,
): Promise<Project> {
  const { folder, environment } = terminal;
  const root = await projectRoot(folder, folder);
  const project = await openProject(root, { folder, environment, flags });
  speak(terminal, project.settings.lang);
  return project;
}
