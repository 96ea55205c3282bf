import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { PythonFailure } from './instance.ts';
import { recall, remember } from './interpreter-cache.ts';
import type { InterpreterSearch, PythonInterpreter } from './python-interpreter.ts';

/** A command that may be a Python. */
interface Candidate {
  readonly file: string;
  readonly args: readonly string[];
}

/** Older ones lack what the package `bisheng` needs. */
const OLDEST = [3, 9] as const;

/**
 * The Python that runs the project's components: `BISHENG_PYTHON`, else the setting, else the project's own environment
 * (`.venv`, `venv`), else `python3`, on Windows `py -3`. It is asked once where it really is (a shim takes longer to
 * start than Python), which is remembered in the user's cache folder. Throws {@link PythonFailure} `python-missing`,
 * `python-too-old` or `python-broken`.
 */
export async function findInterpreter(search: InterpreterSearch): Promise<PythonInterpreter> {
  const variable = search.env.BISHENG_PYTHON;
  const named = variable === undefined || variable === '' ? search.setting : variable;
  const candidate = named ? await namedCandidate(named, search) : await firstCandidate(search);
  if (candidate === undefined) {
    if (named)
      throw new PythonFailure(
        'python-broken',
        { path: named, text: 'ENOENT' },
        { key: 'python-broken/absent' },
      );
    throw new PythonFailure('python-missing', {});
  }
  const folder = cacheFolder(search.env);
  const key = [candidate.file, ...candidate.args].join(' ');
  const interpreter = await recall(folder, key, search);
  if (interpreter !== undefined) return checked(interpreter, candidate);
  const asked = await ask(candidate, search);
  await remember(folder, key, search, candidate.file, asked);
  return checked(asked, candidate);
}

function checked(interpreter: PythonInterpreter, candidate: Candidate): PythonInterpreter {
  const [major = 0, minor = 0] = interpreter.version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new PythonFailure('python-too-old', {
      path: candidate.file,
      version: interpreter.version,
    });
  }
  return interpreter;
}

async function namedCandidate(
  name: string,
  search: InterpreterSearch,
): Promise<Candidate | undefined> {
  const hasFolder = /[/\\]/.test(name);
  const file = hasFolder ? path.resolve(search.project, name) : await onPath(name, search.env);
  return file !== undefined && (await isFile(file)) ? { file, args: [] } : undefined;
}

async function firstCandidate({ project, env }: InterpreterSearch): Promise<Candidate | undefined> {
  const inside = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';
  for (const folder of ['.venv', 'venv']) {
    const file = path.join(project, folder, inside);
    if (await isFile(file)) return { file, args: [] };
  }
  const python3 = await onPath('python3', env);
  if (python3 !== undefined) return { file: python3, args: [] };
  const launcher = process.platform === 'win32' ? await onPath('py', env) : undefined;
  return launcher === undefined ? undefined : { file: launcher, args: ['-3'] };
}

async function onPath(name: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : [''];
  for (const folder of (env.PATH ?? env.Path ?? '').split(path.delimiter)) {
    if (!path.isAbsolute(folder)) continue;
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      if (await isFile(file)) return file;
    }
  }
  return undefined;
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

const QUESTION = 'import sys; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3])';

function ask(
  candidate: Candidate,
  { project, env }: InterpreterSearch,
): Promise<PythonInterpreter> {
  // Python 2 knows no -I: it must get so far that its version is the complaint.
  const args = [...candidate.args, '-E', '-s', '-c', QUESTION];
  return new Promise((resolve, reject) => {
    execFile(
      candidate.file,
      args,
      { cwd: project, env, timeout: 20_000 },
      (error, stdout, stderr) => {
        const [executable = '', version = ''] = stdout.split(/\r?\n/);
        if (error === null && path.isAbsolute(executable) && /^\d+\.\d+\.\d+$/.test(version)) {
          resolve({ executable, version });
          return;
        }
        const text = stderr.trim().split('\n').at(-1) ?? '';
        reject(
          new PythonFailure(
            'python-broken',
            { path: candidate.file, text: text || (error?.message.split('\n')[0] ?? '') },
            { cause: error },
          ),
        );
      },
    );
  });
}
