import path from 'node:path';
import { message, type Message } from '../messages/message.ts';
import { variablesOf } from '../models/model-config.ts';
import { wantedByComponents } from '../plugins/component-packages.ts';
import { findEnvironment, wantsPackages } from '../plugins/environment/environment.ts';
import { environmentOf } from '../plugins/realm.ts';
import { sandboxLevel } from '../plugins/sandbox-level.ts';
import type { Project } from '../project.ts';
import { ProjectTypes } from '../project/components.ts';
import type { CustomTypes } from '../project/custom-types.ts';
import { COMPONENTS, hasPython } from '../project/python-folders.ts';
import type { ProjectPython } from '../project/python-realm.ts';
import { PythonFailure } from '../python/instance.ts';
import { foreign } from '../reporters/text/foreign.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { MessageKey } from '../messages/message.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { ownProject } from './own-project.ts';
import type { Terminal } from './terminal.ts';

export interface DoctorOptions {
  readonly json?: boolean;
  readonly lang?: string;
}

/** One thing that was looked at. `warning`: all runs, but less than could be. */
interface Check {
  readonly name: 'node' | 'project' | 'model' | 'python' | 'sandbox' | 'components' | 'plugin';
  readonly state: 'ok' | 'warning' | 'problem';
  readonly text: Message;
  /** What to do about it. */
  readonly remedy?: Message;
}

/** `bisheng doctor`: what the machine and the project lack, and what to do about it. */
export async function doctor(options: DoctorOptions, terminal: Terminal): Promise<ExitCode> {
  const project = await ownProject({ lang: options.lang }, terminal);
  const checks = await allChecks(project, terminal);
  if (options.json) writeJson(checks, terminal);
  else writeText(checks, terminal);
  return checks.some(({ state }) => state === 'problem') ? exitCode.failed : exitCode.ok;
}

async function allChecks(project: Project, { folder }: Terminal): Promise<Check[]> {
  const checks = [nodeCheck(), projectCheck(project), ...modelChecks(project)];
  const isNeeded = await hasPython(project.root);
  const types = new ProjectTypes(project, folder);
  try {
    const python = await types.python();
    const { version, executable } = python.interpreter;
    checks.push({
      name: 'python',
      state: 'ok',
      text: message('doctor/python', { version, path: foreign(executable) }),
    });
    checks.push(await sandboxCheck(project, python));
    if (isNeeded) checks.push(...(await customChecks(project, python, await types.custom())));
  } catch (error) {
    if (!(error instanceof PythonFailure)) throw error;
    checks.push({
      name: 'python',
      state: isNeeded ? 'problem' : 'warning',
      text: message(error.key as MessageKey, error.values),
      remedy: message('doctor/python-remedy'),
    });
  } finally {
    await types.close();
  }
  return checks;
}

function nodeCheck(): Check {
  return {
    name: 'node',
    state: 'ok',
    text: message('doctor/node', { version: process.versions.node }),
  };
}

function projectCheck({ root, file, diagnostics }: Project): Check {
  const { broken } = counted(diagnostics);
  if (broken) {
    return {
      name: 'project',
      state: 'problem',
      text: message('doctor/project-broken', { file: file ?? '' }),
      remedy: message('doctor/validate', { path: '' }),
    };
  }
  return file === undefined
    ? {
        name: 'project',
        state: 'warning',
        text: message('doctor/project-none', { path: foreign(root) }),
        remedy: message('doctor/project-remedy'),
      }
    : { name: 'project', state: 'ok', text: message('doctor/project', { file: foreign(file) }) };
}

/** A model without its key fails when it is asked; the default one is asked by all flows that name none. */
function modelChecks({ models: { models, default: chosen }, environment }: Project): Check[] {
  const first = [...models].find(([, { kind }]) => kind === 'chat')?.[0];
  return [...models].map(([name, model]): Check => {
    const variable = variablesOf(model).find((one) => (environment[one] ?? '').trim() === '');
    if (variable === undefined) {
      return { name: 'model', state: 'ok', text: message('doctor/model', { name: foreign(name) }) };
    }
    return {
      name: 'model',
      state: name === (chosen ?? first) ? 'problem' : 'warning',
      text: message('model-key-missing', { name: foreign(name), variable }),
      remedy: message('model-key-missing/hint', { variable }),
    };
  });
}

async function sandboxCheck({ settings }: Project, python: ProjectPython): Promise<Check> {
  if (settings.sandbox === 'off') {
    return {
      name: 'sandbox',
      state: 'warning',
      text: message('doctor/sandbox-off'),
      remedy: message('doctor/sandbox-off-remedy'),
    };
  }
  const support = await sandboxLevel(python.interpreter.executable);
  if (support.level === 'kernel') {
    return { name: 'sandbox', state: 'ok', text: message('doctor/sandbox') };
  }
  const reason = message(`sandbox-reason/${support.reason}`);
  return {
    name: 'sandbox',
    state: 'warning',
    text: message('doctor/sandbox-none', { reason }),
    remedy: message('doctor/sandbox-remedy'),
  };
}

async function customChecks(
  project: Project,
  python: ProjectPython,
  { components, plugins }: CustomTypes,
): Promise<Check[]> {
  const { root } = project;
  const checks: Check[] = [];
  const wanted = await wantedByComponents(path.join(root, COMPONENTS));
  if (wantsPackages(wanted) && !(await findEnvironment(root, wanted, python.interpreter))) {
    checks.push({
      name: 'components',
      state: 'problem',
      text: message('doctor/components-packages'),
      remedy: message('doctor/install', { name: '' }),
    });
  }
  const broken = components.filter(({ diagnostics }) => counted(diagnostics).broken);
  if (components.length > 0) {
    checks.push({
      name: 'components',
      state: broken.length > 0 ? 'problem' : 'ok',
      text: message(broken.length > 0 ? 'doctor/components-broken' : 'doctor/components', {
        n: components.length,
        broken: broken.length,
      }),
      ...(broken.length > 0 && { remedy: message('doctor/validate', { path: ` ${COMPONENTS}` }) }),
    });
  }
  for (const { id, plugin, diagnostics } of plugins) {
    const isBroken = !plugin || counted(diagnostics).broken;
    const options = { root, python: python.interpreter };
    const isMissing = plugin !== undefined && (await environmentOf(plugin, options)) === null;
    checks.push({
      name: 'plugin',
      state: isBroken || isMissing ? 'problem' : 'ok',
      text: message(
        isBroken ? 'doctor/plugin-broken' : isMissing ? 'doctor/plugin-packages' : 'doctor/plugin',
        { name: foreign(id) },
      ),
      ...(isBroken
        ? { remedy: message('doctor/plugin-check', { name: id }) }
        : isMissing && { remedy: message('doctor/install', { name: ` ${id}` }) }),
    });
  }
  return checks;
}

function counted(diagnostics: readonly Diagnostic[]): { readonly broken: boolean } {
  return { broken: diagnostics.some(({ severity }) => severity === 'error') };
}

function writeText(checks: readonly Check[], { stdout, say, unicode }: Terminal): void {
  const marks = unicode
    ? { ok: '✔', warning: '!', problem: '✖' }
    : { ok: 'ok', warning: '!', problem: 'x' };
  const lines = checks.flatMap(({ state, text, remedy }) => [
    `${marks[state]} ${say(text)}`,
    ...(remedy ? [`  ${say(remedy)}`] : []),
  ]);
  stdout.write(`${lines.join('\n')}\n`);
}

function writeJson(checks: readonly Check[], { stdout, say }: Terminal): void {
  const document = {
    format_version: 1,
    checks: checks.map(({ name, state, text, remedy }) => ({
      name,
      state,
      message: say(text),
      remedy: remedy ? say(remedy) : null,
    })),
  };
  stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
