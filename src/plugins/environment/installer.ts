import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { EnvironmentPython } from './environment.ts';
import { runTool, type ToolOptions } from './run-tool.ts';

/** A program that installs packages into a folder. */
export interface Installer {
  /** What it is called in messages. */
  readonly name: 'uv' | 'pip';
  readonly file: string;
  readonly before: readonly string[];
}

/** What is asked of an installer. */
export interface InstallRequest {
  /** Where the packages go. */
  readonly target: string;
  readonly requirements: readonly string[];
  readonly files: readonly string[];
  /** A file with the versions to take, where some are fixed. */
  readonly constraints: string | undefined;
  readonly findLinks: readonly string[];
  readonly noIndex: boolean;
}

/**
 * Runs pip as a module without the working directory on `sys.path`: a pip.py in somebody's project is not pip. (`-I`
 * would do that too, but also hide a pip that a user has installed for herself.)
 */
const RUN_PIP =
  "import sys; sys.path[:1] = []; import runpy; runpy.run_module('pip', run_name='__main__', alter_sys=True)";

/**
 * The installer for a Python: uv where it is on PATH, unless pip has settings of its own (mirrors, proxies), which uv
 * would not read; else the Python's pip, else the pip of a throw-away venv in `scratch`. Undefined where there is none.
 */
export async function findInstaller(
  python: EnvironmentPython,
  scratch: string,
  options: ToolOptions,
): Promise<Installer | undefined> {
  const pip = { name: 'pip', file: python.executable, before: ['-c', RUN_PIP] } as const;
  const settings = await runTool(pip.file, [...pip.before, 'config', 'list'], options);
  const hasPip = settings.code === 0;
  const uv = findProgram('uv', options.environment);
  if (uv !== undefined && !hasOwnSettings(settings.output, options)) {
    return { name: 'uv', file: uv, before: ['pip'] };
  }
  if (hasPip) return pip;
  const venv = path.join(scratch, 'pip');
  const made = await runTool(python.executable, ['-I', '-m', 'venv', venv], options);
  if (made.code === 0) {
    const inside = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
    return { ...pip, file: path.join(venv, ...inside) };
  }
  return uv === undefined ? undefined : { name: 'uv', file: uv, before: ['pip'] };
}

/** Whether pip is told where packages come from, and uv is not. */
function hasOwnSettings(list: string, { environment }: ToolOptions): boolean {
  const isSource = /index[-_]url|find[-_]links|no[-_]index|proxy|cert|trusted[-_]host/i;
  const names = Object.keys(environment).filter((name) => environment[name] !== '');
  if (names.some((name) => /^UV_/i.test(name) && /INDEX|LINKS|OFFLINE|CONFIG/i.test(name))) {
    return false;
  }
  const lines = list.split('\n').filter((line) => /^[\w:.-]+=/.test(line));
  return [...lines, ...names.filter((name) => /^PIP_/i.test(name))].some((line) =>
    isSource.test(line.split('=', 1)[0] ?? ''),
  );
}

/** The arguments with which an installer does what is asked. */
export function installArguments(
  { name, before }: Installer,
  { executable }: EnvironmentPython,
  request: InstallRequest,
): string[] {
  const own =
    name === 'uv'
      ? ['--python', executable, '--compile-bytecode', '--no-progress', '--color', 'never']
      : ['--no-input', '--disable-pip-version-check', '--progress-bar', 'off', '--no-color'];
  return [
    ...before,
    'install',
    '--target',
    request.target,
    ...own,
    ...(request.noIndex ? ['--no-index'] : []),
    ...request.findLinks.flatMap((place) => ['--find-links', place]),
    ...(request.constraints === undefined ? [] : ['--constraint', request.constraints]),
    ...request.files.flatMap((file) => ['--requirement', file]),
    // Behind this nothing is an option, whatever a config.yaml says.
    '--',
    ...request.requirements,
  ];
}

/** The environment for an installer: the user's own, without the few settings that a target folder can't go with. */
export function installerEnvironment(
  environment: ToolOptions['environment'],
): ToolOptions['environment'] {
  return { ...environment, PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' };
}

function findProgram(name: string, environment: ToolOptions['environment']): string | undefined {
  const isWindows = process.platform === 'win32';
  const file = isWindows ? `${name}.exe` : name;
  const folders = (environment.PATH ?? environment.Path ?? '').split(path.delimiter);
  return folders
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, file))
    .find((candidate) => {
      try {
        accessSync(candidate, isWindows ? constants.F_OK : constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
