import path from 'node:path';
import { message } from '../../messages/message.ts';
import { manifestKeys } from '../../plugins/manifest.ts';
import type { ProjectTypes } from '../../project/components.ts';
import { flowSchema, pluginSchema, projectSchema } from '../../project/schemas.ts';
import { packagePath } from '../../python/package-path.ts';
import { refreshEditorSupport } from '../../scaffold/refresh.ts';
import { note, type Terminal } from '../terminal.ts';
import { reasonOf } from './reason.ts';

/** Writes anew what editors complete and check by; that this fails is no reason for the command to fail. */
export async function refreshEditor(
  root: string,
  { registry }: ProjectTypes,
  terminal: Terminal,
): Promise<void> {
  const types = registry.names().flatMap((name) => registry.get(name) ?? []);
  try {
    await refreshEditorSupport(root, {
      pythonPackage: path.join(packagePath(), 'bisheng'),
      schemas: {
        flow: flowSchema(types),
        plugin: pluginSchema(manifestKeys),
        project: projectSchema(),
      },
    });
  } catch (error) {
    note(terminal, message('scaffold-refresh-failed', { reason: reasonOf(error) }));
  }
}
