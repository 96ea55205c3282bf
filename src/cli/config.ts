import { position } from '../diagnostics/code-frame.ts';
import { readableSize } from '../http/byte-size.ts';
import { message, type Say } from '../messages/message.ts';
import type { Project } from '../project.ts';
import { settingOf, type SettingName } from '../project/settings.ts';
import type { SettingSource, SettingValue } from '../project/settle-settings.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { reportFindings } from './findings.ts';
import { table } from './table.ts';
import { ownProject } from './own-project.ts';
import type { Terminal } from './terminal.ts';

export interface ConfigOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

/** `bisheng config`: every setting, its value, and where that comes from. */
export async function config(options: ConfigOptions, terminal: Terminal): Promise<ExitCode> {
  const project = await ownProject({ lang: options.lang }, terminal);
  if (reportFindings(project.diagnostics, terminal)) return exitCode.failed;
  terminal.stdout.write(options.json ? asJson(project) : asTable(project, terminal));
  return exitCode.ok;
}

function asTable(project: Project, { say }: Terminal): string {
  const rows = project.settled.map(({ name, value, source }) => [
    name,
    value === null ? say(message('config/none')) : shown(name, value),
    sourceWords(source, say),
  ]);
  return table([...rows, ...modelRows(project, say), ...doorRows(project)]);
}

/** The flows that `bisheng serve` has doors for. */
function doorRows({ doors: { chat, process, routes } }: Project): string[][] {
  const rows = [
    ['chat', chat],
    ['process', process],
    ...[...routes].map(([place, flow]) => [`routes ${place}`, flow]),
  ];
  return rows.flatMap(([name = '', flow]) =>
    flow === undefined ? [] : [[foreign(name), foreign(flow), '']],
  );
}

/** The models of bisheng.yaml, and whether their keys are there; a key's value is never shown. */
function modelRows(
  { models: { default: chosen, models }, environment }: Project,
  say: Say,
): string[][] {
  const rows = [...models].map(([name, { kind, model, baseUrl, keyVariable: variable }]) => {
    const what = foreign(`${kind === 'chat' ? '' : `${kind}, `}${model}, ${baseUrl}`);
    const state = isSet(variable, environment) ? 'set' : 'missing';
    return [
      `models.${foreign(name)}`,
      what,
      variable === undefined ? '' : say(message(`config/key-${state}`, { variable })),
    ];
  });
  return chosen === undefined ? rows : [['models.default', foreign(chosen), ''], ...rows];
}

function isSet(variable: string | undefined, environment: Project['environment']): boolean {
  return variable !== undefined && (environment[variable]?.trim() ?? '') !== '';
}

function asJson(project: Project): string {
  const document = {
    format_version: 1,
    project: project.root,
    file: project.file ?? null,
    settings: project.settled.map(({ name, value, source }) => ({
      name,
      value: typeof value === 'string' ? withoutPassword(value) : value,
      source: sourceJson(source),
    })),
    chat: project.doors.chat ?? null,
    process: project.doors.process ?? null,
    routes: Object.fromEntries(project.doors.routes),
    models: {
      default: project.models.default ?? null,
      configured: [...project.models.models].map(([name, config]) => ({
        name,
        kind: config.kind,
        model: config.model,
        base_url: config.baseUrl,
        api_key_env: config.keyVariable ?? null,
        api_key_set: isSet(config.keyVariable, project.environment),
      })),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function shown(name: SettingName, value: NonNullable<SettingValue>): string {
  if (settingOf(name).kind === 'bytes') return readableSize(Number(value));
  return foreign(withoutPassword(typeof value === 'object' ? value.join(', ') : String(value)));
}

/** `http://me:secret@proxy` without its secret. */
function withoutPassword(text: string): string {
  return text.replace(/^((?:[a-z][a-z\d+.-]*:\/\/)?[^/@\s:]*):[^/\s]*@/i, '$1:******@');
}

function sourceWords(source: SettingSource, say: Terminal['say']): string {
  switch (source.kind) {
    case 'default':
      return say(message('config/default'));
    case 'file':
      return foreign(placeOf(source));
    case 'flag':
      return say(message('config/flag', { flag: source.flag }));
    case 'dotenv':
    case 'environment':
      return say(message(`config/${source.kind}`, { variable: source.variable }));
  }
}

function sourceJson(source: SettingSource): Record<string, string> {
  return source.kind === 'file' ? { kind: 'file', place: placeOf(source) } : { ...source };
}

function placeOf({ location }: Extract<SettingSource, { kind: 'file' }>): string {
  const { line, column } = position(location);
  return `${location.file.path}:${line}:${column}`;
}
