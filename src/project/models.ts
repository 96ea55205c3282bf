import type { Door } from '../http/door.ts';
import type { Clock } from '../http/retry.ts';
import { createModels } from '../models/create-models.ts';
import type { Models } from '../models/models.ts';
import type { Project } from '../project.ts';
import { doorOf } from './door.ts';

/** The models of a project; they send through a door of their own unless one is given. */
export function modelsOf(
  project: Project,
  door: Pick<Door, 'open'> = doorOf(project),
  clock?: Clock,
): Models {
  const { models: config, environment } = project;
  return createModels({ config, environment, door, ...(clock && { clock }) });
}
