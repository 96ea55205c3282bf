import { stat } from 'node:fs/promises';
import path from 'node:path';
import { inSourceOrder, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { message } from '../messages/message.ts';
import type { Project } from '../project.ts';
import { findFiles } from '../project/find-files.ts';
import { COMPONENTS, PLUGINS } from '../project/python-folders.ts';
import { Projects } from '../project/projects.ts';
import { shownPath } from '../project/shown-path.ts';
import { UsageError } from '../project/usage-error.ts';
import { jsonDiagnostics } from '../reporters/diagnostics/json-diagnostics.ts';
import { prettyDiagnostics } from '../reporters/diagnostics/pretty-diagnostics.ts';
import { FlowCheck } from './check-flows.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { readStdin, STDIN } from './open-flow.ts';
import { readParameterFlags } from './parameters.ts';
import { note, speak, type Terminal } from './terminal.ts';

/** The flags of `bisheng validate`, as written. */
export interface ValidateOptions {
  readonly format?: 'pretty' | 'json';
  readonly param?: readonly string[];
  readonly strict?: boolean;
  readonly lang?: string;
}

/** `bisheng validate`: checks flows and runs nothing. */
export async function validate(
  paths: readonly string[],
  options: ValidateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { folder, environment } = terminal;
  const projects = new Projects({ folder, environment, flags: { lang: options.lang } });
  const { project } = await projects.of(folder);
  speak(terminal, project.settings.lang);
  try {
    return await checkAll(paths, options, project, projects, terminal);
  } finally {
    await projects.close();
  }
}

async function checkAll(
  paths: readonly string[],
  options: ValidateOptions,
  project: Project,
  projects: Projects,
  terminal: Terminal,
): Promise<ExitCode> {
  const { folder } = terminal;
  const parameters = await readParameterFlags(options, terminal);
  const check = new FlowCheck(projects, parameters, terminal);
  const given = paths.length > 0 ? paths : await defaultPaths(project, folder);
  if (given.includes('-')) {
    await check.add(await readStdin(terminal.stdin), path.join(folder, STDIN), true);
  }
  const found = await findFiles(
    given.filter((name) => name !== '-'),
    folder,
  );
  await check.addFiles(found.files);
  await check.addFolders(found.folders);
  if (check.files === 0) throw nothingFound(paths, check.passedOver);
  refuseUnusedParameters(check);

  const diagnostics = inSourceOrder([
    ...projects.diagnostics,
    ...found.diagnostics,
    ...check.diagnostics,
  ]);
  report(diagnostics, check, options, terminal);
  if (check.parameterErrors > 0) return exitCode.usage;
  const counted = options.strict ? ['error', 'warning'] : ['error'];
  return diagnostics.some(({ severity }) => counted.includes(severity))
    ? exitCode.failed
    : exitCode.ok;
}

/** The project's folders of flows and Python, or where one stands. */
async function defaultPaths({ root }: Project, folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const name of ['flows', 'templates', COMPONENTS, PLUGINS]) {
    const absolute = path.join(root, name);
    const stats = await stat(absolute).catch(() => undefined);
    if (stats?.isDirectory()) paths.push(shownPath(absolute, folder));
  }
  return paths.length > 0 ? paths : ['.'];
}

function nothingFound(paths: readonly string[], passedOver: number): UsageError {
  const text =
    paths.length === 0 ? message('flows-none') : message('flows-none/in', { path: paths });
  return new UsageError(
    text,
    passedOver > 0
      ? message('flows-none/passed-over', { n: passedOver })
      : message('flows-none/hint'),
  );
}

/** A parameter that none of the flows has is a mistyped one. */
function refuseUnusedParameters({ unusedParameters, declaredParameters }: FlowCheck): void {
  const [name] = unusedParameters;
  if (name === undefined) return;
  const near = nearest(name, declaredParameters);
  throw new UsageError(
    message('param-unknown', { name }),
    near === undefined ? undefined : message('did-you-mean', { name: near }),
  );
}

function report(
  diagnostics: readonly Diagnostic[],
  { files, passedOver }: FlowCheck,
  { format }: ValidateOptions,
  terminal: Terminal,
): void {
  const { stdout, stderr, say, color, unicode } = terminal;
  if (format === 'json') {
    stdout.write(jsonDiagnostics(diagnostics, { files, say }));
    return;
  }
  const width = stderr.isTTY ? stderr.columns : undefined;
  stderr.write(prettyDiagnostics(diagnostics, { files, say, color, unicode, width }));
  if (passedOver > 0) note(terminal, message('files-passed-over', { n: passedOver }));
}
