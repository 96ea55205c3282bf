import { manifestKeys } from '../plugins/manifest.ts';
import type { Project } from '../project.ts';
import { ProjectTypes } from '../project/components.ts';
import { cassetteSchema } from '../schemas/cassette.ts';
import { diagnosticsSchema } from '../schemas/diagnostics.ts';
import { eventsSchema } from '../schemas/events.ts';
import { pluginSchema } from '../schemas/plugin.ts';
import { projectSchema } from '../schemas/project.ts';
import { runSchema } from '../schemas/run.ts';
import { runsSchema } from '../schemas/runs.ts';
import type { Schema } from '../schemas/schema.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { reportFindings } from './findings.ts';
import { describedFlowSchema } from './schema/flow-schema.ts';
import { describedTestSchema } from './schema/test-schema.ts';
import type { SchemaName } from './schema/names.ts';
import { ownProject } from './own-project.ts';
import type { Terminal } from './terminal.ts';

export interface SchemaOptions {
  readonly lang?: string;
}

/**
 * `bisheng schema`: a JSON Schema on stdout. That of flows knows the project's components and plugins; what keeps them
 * from being read is told on stderr, and the schema is given without them.
 */
export async function schema(
  name: SchemaName,
  { lang }: SchemaOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const project = await ownProject({ lang }, terminal);
  const made = await schemaOf(name, project, terminal);
  terminal.stdout.write(`${JSON.stringify(made, null, 2)}\n`);
  return exitCode.ok;
}

async function schemaOf(name: SchemaName, project: Project, terminal: Terminal): Promise<Schema> {
  switch (name) {
    case 'flow':
    case 'template':
      return flowsSchema(`bisheng ${name}`, project, terminal);
    case 'test':
      return describedTestSchema(terminal);
    case 'cassette':
      return cassetteSchema();
    case 'plugin':
      return pluginSchema(manifestKeys);
    case 'project':
      return projectSchema();
    case 'run':
      return runSchema();
    case 'runs':
      return runsSchema();
    case 'events':
      return eventsSchema();
    case 'diagnostics':
      return diagnosticsSchema();
  }
}

async function flowsSchema(title: string, project: Project, terminal: Terminal): Promise<Schema> {
  const types = new ProjectTypes(project, terminal.folder);
  try {
    const { schema: made, problems } = await describedFlowSchema(
      project.root,
      types,
      terminal,
      title,
    );
    reportFindings(problems, terminal);
    return made;
  } finally {
    await types.close();
  }
}
