import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { message } from '../../messages/message.ts';
import type { ProjectTypes } from '../../project/components.ts';
import { pythonDiagnostic } from '../../project/python-diagnostic.ts';
import { hasPython } from '../../project/python-folders.ts';
import { PythonFailure } from '../../python/instance.ts';
import { flowSchema, keysOfFlows } from '../../schemas/flow.ts';
import { readNodeDocs } from '../../schemas/node-docs.ts';
import type { Schema } from '../../schemas/schema.ts';
import type { Terminal } from '../terminal.ts';

interface FlowSchema {
  readonly schema: Schema;
  /** What keeps the project's own types from being read; they are missing then. */
  readonly problems: readonly Diagnostic[];
}

/** The JSON Schema of a project's flows: with its own components and plugins, and with words for editors to show. */
export async function describedFlowSchema(
  root: string,
  types: ProjectTypes,
  { say }: Pick<Terminal, 'say'>,
  title?: string,
): Promise<FlowSchema> {
  const problems = (await hasPython(root)) ? await readCustom(types) : [];
  const { registry, language } = types;
  const known = registry.names().flatMap((name) => registry.get(name) ?? []);
  const docs = await readNodeDocs(language);
  const keyDocs = Object.fromEntries(
    keysOfFlows.map((key) => [key, say(message(`schema-key/${key}`))]),
  );
  return { schema: flowSchema(known, { docs, keyDocs, ...(title && { title }) }), problems };
}

async function readCustom(types: ProjectTypes): Promise<readonly Diagnostic[]> {
  try {
    return (await types.custom()).diagnostics;
  } catch (error) {
    if (!(error instanceof PythonFailure)) throw error;
    return [await pythonDiagnostic(error)];
  }
}
