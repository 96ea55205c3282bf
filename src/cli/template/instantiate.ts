import path from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { SourceFile } from '../../diagnostics/source-file.ts';
import type { Parameter } from '../../flow/flow.ts';
import { bindParameters } from '../../flow/parameters/bind-parameters.ts';
import { expressionFields } from '../../flow/parameters/expression-fields.ts';
import { instantiateText } from '../../flow/parameters/instantiate-text.ts';
import { readTree } from '../../flow/read/read.ts';
import type { Tree } from '../../flow/tree.ts';
import type { Value } from '../../flow/value.ts';
import { isBaseName } from '../../knowledge/base-name.ts';
import { message } from '../../messages/message.ts';
import { ProjectTypes } from '../../project/components.ts';
import { flowNeeds, type FlowNeeds } from '../../project/flow-needs.ts';
import { loadFlow } from '../../project/load-flow.ts';
import { movePaths } from '../../project/move-paths.ts';
import { readTemplateInfo, type TemplateInfo } from '../../project/template-info.ts';
import { UsageError } from '../../project/usage-error.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { askForMissing, readParameterFlags } from '../parameters.ts';
import type { Terminal } from '../terminal.ts';
import {
  findTemplate,
  withTemplates,
  type OpenedTemplates,
  type TemplateOptions,
} from './open-templates.ts';
import { tellNeeds } from './tell-needs.ts';
import { outputPlace, writeFlow, type OutputPlace } from './write-flow.ts';

export interface InstantiateOptions extends TemplateOptions {
  readonly param?: readonly string[];
  readonly paramsFile?: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly yes?: boolean;
}

/** What a flow may be made without: it is told what to add. */
const wanting = new Set(['knowledge-missing', 'model-unknown']);

/** `bisheng template instantiate`: a flow of a template, with values in the place of its parameters. */
export function templateInstantiate(
  name: string,
  options: InstantiateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withTemplates(options, terminal, async (opened) => {
    const file = await findTemplate(name, opened, terminal);
    const info = await readTemplateInfo(file, terminal.folder);
    const { tree } = info;
    if (reportFindings(info.diagnostics, terminal) || !tree) return exitCode.failed;
    const given = await givenValues(info.parameters, options, opened, terminal);
    if (!given) return exitCode.usage;
    const types = new ProjectTypes(opened.project, terminal.folder);
    try {
      const text = instantiateText(tree, given, expressionFields(types.registry));
      return await give(text, info, options, opened, types, terminal);
    } finally {
      await types.close();
    }
  });
}

/**
 * What is put into the text; what is missing is asked for, or is an error. A secret never gets into a file, and what the
 * environment gives is left to it.
 */
async function givenValues(
  parameters: readonly Parameter[],
  options: InstantiateOptions,
  { project }: OpenedTemplates,
  terminal: Terminal,
): Promise<ReadonlyMap<string, Value> | undefined> {
  const flags = await readParameterFlags(options, terminal);
  const open = parameters.filter(
    ({ name, secret, env }) => !secret && (env === undefined || flags.has(name)),
  );
  const mayAsk = terminal.interactive && options.yes !== true;
  const given = mayAsk ? await askForMissing(open, flags, project.environment, terminal) : flags;
  const findings: Diagnostic[] = [];
  const report = (finding: Diagnostic): void => void findings.push(finding);
  const { values } = bindParameters(parameters, given, {}, { allowMissing: true }, report);
  const missing = open.filter(({ name }) => !given.has(name));
  bindParameters(missing, new Map(), {}, {}, report);
  if (reportFindings(findings, terminal)) return undefined;
  return new Map(
    open.flatMap(({ name }) => {
      const bound = values.get(name);
      return bound && 'value' in bound ? [[name, bound.value]] : [];
    }),
  );
}

/** Checks a flow that was made, in the place that it is for, and writes it. */
async function give(
  text: string,
  info: TemplateInfo,
  options: InstantiateOptions,
  { project }: OpenedTemplates,
  types: ProjectTypes,
  terminal: Terminal,
): Promise<ExitCode> {
  const place = await outputPlace(options.output, info.file.name, terminal);
  const { absolute, shown } = place ?? { absolute: info.file.absolute, shown: info.path };
  const made = place ? moved(text, info, place, types) : text;
  const { tree, diagnostics } = await loadFlow(
    { source: new SourceFile(shown, made) },
    absolute,
    () => new Map(),
    {
      types: types.registry,
      prepare: (names) => types.prepare(names),
      readCode: (tree) => types.readCode(tree),
      environment: project.environment,
      folder: terminal.folder,
      allowMissing: true,
    },
  );
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const wanted = errors.filter(({ code }) => wanting.has(code));
  const broken = errors.filter((finding) => !wanted.includes(finding));
  const source = treeOf(made, shown);
  if (reportFindings(broken, terminal) || !tree || !source) return exitCode.failed;
  const needs = flowNeeds(tree.flow, source);
  checkBaseNames(needs);
  if (!place) terminal.stdout.write(made);
  else if (!(await writeFlow(made, place, options, terminal))) return exitCode.failed;
  tellNeeds(needs, wanted, place?.shown, project, terminal);
  return exitCode.ok;
}

/** One that can't be there is no folder to be added. What comes with the run is not known yet. Throws UsageError. */
function checkBaseNames({ knowledge }: FlowNeeds): void {
  const wrong = knowledge.find((base) => !base.includes('${') && !isBaseName(base));
  if (wrong !== undefined) throw new UsageError(message('knowledge-name', { name: wrong }));
}

function moved(
  text: string,
  { file, path: shown }: TemplateInfo,
  { absolute }: OutputPlace,
  { registry }: ProjectTypes,
): string {
  const tree = treeOf(text, shown);
  const [from, to] = [path.dirname(file.absolute), path.dirname(absolute)];
  return tree ? movePaths(tree, registry, from, to) : text;
}

function treeOf(text: string, shown: string): Tree | undefined {
  return readTree(new SourceFile(shown, text), () => undefined);
}
