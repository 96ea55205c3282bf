import path from 'node:path';
import { message } from '../../messages/message.ts';
import { manifestKeys } from '../../plugins/manifest.ts';
import type { ProjectTypes } from '../../project/components.ts';
import { pluginSchema } from '../../schemas/plugin.ts';
import { projectSchema } from '../../schemas/project.ts';
import { packagePath } from '../../python/package-path.ts';
import { refreshEditorSupport } from '../../scaffold/refresh.ts';
import { describedFlowSchema } from '../schema/flow-schema.ts';
import { describedTestSchema } from '../schema/test-schema.ts';
import { note, type Terminal } from '../terminal.ts';
import { reasonOf } from './reason.ts';

/** Writes anew what editors complete and check by; that this fails is no reason for the command to fail. */
export async function refreshEditor(
  root: string,
  types: ProjectTypes,
  terminal: Terminal,
): Promise<void> {
  try {
    await refreshEditorSupport(root, {
      pythonPackage: path.join(packagePath(), 'bisheng'),
      schemas: {
        flow: (await describedFlowSchema(root, types, terminal)).schema,
        test: describedTestSchema(terminal),
        plugin: pluginSchema(manifestKeys),
        project: projectSchema(),
      },
    });
  } catch (error) {
    note(terminal, message('scaffold-refresh-failed', { reason: reasonOf(error) }));
  } finally {
    await types.close();
  }
}
