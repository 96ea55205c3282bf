import { existsSync } from 'node:fs';
import path from 'node:path';
import { message } from '../../messages/message.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Project } from '../../project.ts';
import { ProjectTypes } from '../../project/components.ts';
import type { CustomComponent, CustomTypes } from '../../project/custom-types.ts';
import { COMPONENTS } from '../../project/python-folders.ts';
import { shownPath } from '../../project/shown-path.ts';
import { UsageError } from '../../project/usage-error.ts';
import { pythonDiagnostic } from '../../project/python-diagnostic.ts';
import type { InspectedInput } from '../../python/inspection.ts';
import { PythonFailure } from '../../python/instance.ts';
import type { DebugOptions } from '../../python/worker-process.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { table } from '../table.ts';
import { ownProject } from '../own-project.ts';
import { note, type Terminal } from '../terminal.ts';

export interface ComponentOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

/** `bisheng component list`: the components of the project. */
export async function componentList(
  options: ComponentOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withComponents(options, terminal, (custom) => {
    const { components } = custom;
    if (reportFindings(custom.diagnostics, terminal)) return exitCode.failed;
    if (options.json) {
      writeJson(terminal, { components: components.map((c) => asJson(c, terminal)) });
    } else if (components.length === 0) {
      note(terminal, message('component-list/none'));
    } else {
      terminal.stdout.write(table(components.map((component) => row(component, terminal))));
    }
    return exitCode.ok;
  });
}

/** `bisheng component info`: one component, its inputs and outputs, and what is wrong with it. */
export async function componentInfo(
  name: string,
  options: ComponentOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withComponents(options, terminal, (custom, _, project) => {
    if (reportFindings(custom.diagnostics, terminal)) return exitCode.failed;
    const component = componentNamed(name, custom, project);
    if (options.json) writeJson(terminal, asJson(component, terminal));
    else terminal.stdout.write(infoText(component, terminal));
    return reportFindings(component.diagnostics, terminal) ? exitCode.failed : exitCode.ok;
  });
}

/** Opens the project of the working directory and reads its components; Python is ended at the end. */
export async function withComponents(
  flags: { readonly lang?: string; readonly timeout?: string },
  terminal: Terminal,
  use: (custom: CustomTypes, types: ProjectTypes, project: Project) => ExitCode | Promise<ExitCode>,
  debug?: DebugOptions,
): Promise<ExitCode> {
  const { lang, timeout } = flags;
  const project = await ownProject({ lang, timeout }, terminal);
  if (reportFindings(project.diagnostics, terminal)) return exitCode.failed;
  const types = new ProjectTypes(project, terminal.folder, { debug });
  try {
    return await use(await types.custom(), types, project);
  } catch (error) {
    if (!(error instanceof PythonFailure)) throw error;
    reportFindings([await pythonDiagnostic(error)], terminal);
    return exitCode.failed;
  } finally {
    await types.close();
  }
}

/** The component of a project that a name stands for. Throws UsageError where there is none. */
export function componentNamed(
  name: string,
  { components }: CustomTypes,
  { root }: Project,
): CustomComponent {
  const found = components.find(({ names }) => names.includes(name));
  if (found) return found;
  if (/^\w+$/.test(name) && existsSync(path.join(root, COMPONENTS, name))) {
    throw new UsageError(
      message('component-missing', { name }),
      message('component-missing/file', { folder: `${COMPONENTS}/${name}` }),
    );
  }
  const names = components.flatMap((component) => component.names);
  const near = nearest(name, names);
  throw new UsageError(
    message('component-missing', { name }),
    near !== undefined
      ? message('did-you-mean', { name: near })
      : names.length > 0
        ? message('component-missing/known', { names: names.join(', ') })
        : message('component-list/none'),
  );
}

function row({ names, described, diagnostics }: CustomComponent, { say }: Terminal): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const title = described?.display_name ?? described?.description ?? '';
  return [
    foreign(names.join(', ')),
    errors > 0 ? say(message('component-list/errors', { n: errors })) : foreign(title),
  ];
}

function asJson(
  { folder, described, names, diagnostics }: CustomComponent,
  terminal: Terminal,
): object {
  const count = (wanted: string): number =>
    diagnostics.filter(({ severity }) => severity === wanted).length;
  return {
    names,
    folder: shownPath(folder.path, terminal.folder),
    class: described?.name ?? null,
    display_name: described?.display_name ?? null,
    description: described?.description ?? null,
    icon: described?.icon ?? null,
    kind: described?.build?.kind ?? null,
    inputs: described?.inputs.map(inputJson) ?? [],
    outputs: described?.outputs ?? [],
    config: described?.init.map(({ name, required, default: value }) => ({
      name,
      required,
      default: value,
    })),
    errors: count('error'),
    warnings: count('warning'),
  };
}

/** An input as declared, without its place in the code. */
function inputJson(input: InspectedInput): object {
  return Object.fromEntries(Object.entries(input).filter(([key]) => key !== 'span'));
}

function infoText({ folder, described, names }: CustomComponent, terminal: Terminal): string {
  const { say } = terminal;
  const lines = [
    foreign([described?.icon, described?.display_name ?? names[0]].filter(Boolean).join(' ')),
  ];
  if (described?.description) lines.push(foreign(described.description));
  lines.push('', `${say(message('component-info/types'))}${foreign(names.join(', '))}`);
  lines.push(
    `${say(message('component-info/folder'))}${foreign(shownPath(folder.path, terminal.folder))}`,
  );
  if (!described) return `${lines.join('\n')}\n`;
  const section = (title: string, rows: string[][]): void => {
    if (rows.length > 0) lines.push('', title, table(rows, '  ').trimEnd());
  };
  section(
    say(message('component-info/inputs')),
    described.inputs.map((input) => [input.name, input.type ?? '', inputWords(input, terminal)]),
  );
  section(
    say(message('component-info/outputs')),
    described.outputs.map(({ name, type, display_name: title }) => [name, type ?? '', title ?? '']),
  );
  section(
    say(message('component-info/config')),
    described.init.map(({ name, annotation, required, default: value }) => [
      name,
      annotation ?? '',
      required ? say(message('component-info/required')) : JSON.stringify(value),
    ]),
  );
  return `${lines.join('\n')}\n`;
}

function inputWords(input: InspectedInput, { say }: Terminal): string {
  const { required, has_default: hasDefault, default: value, info, display_name: title } = input;
  const state = required
    ? say(message('component-info/required'))
    : hasDefault
      ? say(message('component-info/default', { value: JSON.stringify(value) }))
      : '';
  return foreign([state, info ?? title ?? ''].filter((part) => part !== '').join(' · '));
}

function writeJson({ stdout }: Terminal, content: object): void {
  stdout.write(`${JSON.stringify({ format_version: 1, ...content }, null, 2)}\n`);
}
