import type { Parameter } from '../../flow/flow.ts';
import { toJson } from '../../flow/value.ts';
import { message, type Say } from '../../messages/message.ts';
import { ProjectTypes } from '../../project/components.ts';
import { flowNeeds, type FlowNeeds } from '../../project/flow-needs.ts';
import { loadFlow } from '../../project/load-flow.ts';
import { readSource } from '../../project/read-source.ts';
import { readTemplateInfo, type TemplateInfo } from '../../project/template-info.ts';
import { templateSample } from '../../project/template-sample.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { reportFindings } from '../findings.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { findTemplate, withTemplates, type TemplateOptions } from './open-templates.ts';
import { instantiateCommand, runCommand, sampleCommand } from './run-command.ts';
import { templateJson } from './template-json.ts';

/** `bisheng template show`: what a template is for, its parameters, and how to run it. */
export function templateShow(
  name: string,
  options: TemplateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withTemplates(options, terminal, async (opened) => {
    const file = await findTemplate(name, opened, terminal);
    const info = await readTemplateInfo(file, terminal.folder);
    if (!info.tree) {
      reportFindings(info.diagnostics, terminal);
      return exitCode.failed;
    }
    const types = new ProjectTypes(opened.project, terminal.folder);
    const decoded = await readSource(file.absolute, info.path);
    const { tree, diagnostics } = await loadFlow(decoded, file.absolute, () => new Map(), {
      types: types.registry,
      environment: opened.project.environment,
      folder: terminal.folder,
      allowMissing: true,
    });
    const needs = tree && flowNeeds(tree.flow, info.tree);
    const called = file.shipped ? file.name : info.path;
    const sample = await templateSample(file);
    const tried = sample && sampleCommand(called, sample);
    if (options.json) {
      const template = {
        ...templateJson(info),
        needs: needs ? needsJson(needs) : null,
        try: tried ?? null,
      };
      const document = { format_version: 1, template };
      terminal.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    } else {
      terminal.stdout.write(infoText(info, needs, { called, tried }, terminal));
    }
    // What is wrong with types that only Python knows is for validate.
    const errors = diagnostics.filter(
      ({ severity, code }) => severity === 'error' && code !== 'unknown-node-type',
    );
    return reportFindings(errors, terminal) ? exitCode.failed : exitCode.ok;
  });
}

function infoText(
  info: TemplateInfo,
  needs: FlowNeeds | undefined,
  { called, tried }: { readonly called: string; readonly tried: string | undefined },
  terminal: Terminal,
): string {
  const { say } = terminal;
  const { title, description, version, path, file, parameters } = info;
  const heading = [title ?? file.name, version].filter(Boolean).join(' · ');
  const lines = [foreign(heading)];
  if (description !== undefined) lines.push(foreign(description));
  lines.push(file.shipped ? `${file.id} (bisheng)` : foreign(path));
  if (parameters.length > 0) {
    const rows = parameters.map((parameter) => parameterRow(parameter, terminal));
    lines.push('', say(message('template-show/parameters')), table(rows, '  ').trimEnd());
  }
  if (needs) {
    lines.push('', say(message('template-show/run')), `  ${runCommand(called, needs)}`);
    lines.push(`  ${instantiateCommand(called, needs, `flows/${file.name}.yaml`)}`);
  }
  if (tried !== undefined) lines.push('', say(message('template-show/try')), `  ${tried}`);
  return `${lines.join('\n')}\n`;
}

function parameterRow(parameter: Parameter, { say }: Terminal): string[] {
  const { name, type, required, secret, description, env } = parameter;
  const value = parameter.default;
  const shown = secret ? '***' : typeof value === 'string' ? value : toJson(value ?? null);
  const state =
    value !== undefined
      ? message('template-show/default', { value: foreign(shown) })
      : env !== undefined
        ? message('template-show/env', { name: env })
        : message(required ? 'template-show/required' : 'template-show/optional');
  const about = [foreign(description ?? ''), allowed(parameter, say)].filter(Boolean).join(' · ');
  return [foreign(name), type, say(state), about];
}

/** Which values a parameter takes, where not all of its type. */
function allowed({ enum: values, type, min, max }: Parameter, say: Say): string {
  if (values) {
    const known = values.map((value) => foreign(typeof value === 'string' ? value : toJson(value)));
    return say(message('template-show/one-of', { known }));
  }
  // The bounds of texts and lists are about their lengths.
  if (type !== 'integer' && type !== 'number') return '';
  return [min === undefined ? '' : `≥ ${min}`, max === undefined ? '' : `≤ ${max}`]
    .filter(Boolean)
    .join(', ');
}

function needsJson({ parameters, ...needs }: FlowNeeds): object {
  const { inputs, knowledge, variables, asksPeople } = needs;
  return {
    parameters: parameters.map(({ name }) => name),
    inputs,
    knowledge,
    environment: variables,
    person: asksPeople,
  };
}
