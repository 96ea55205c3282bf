import { mkdir, open, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { InterpreterSearch, PythonInterpreter } from './python-interpreter.ts';

/** Which interpreter a command turned out to be, and the files that decided it with their times (null: absent). */
interface Entry {
  readonly interpreter: PythonInterpreter;
  readonly witnesses: readonly (readonly [string, number | null])[];
}
type Entries = Record<string, Entry>;

const KEPT = 50;

/** What {@link remember} has kept for a command, where nothing has changed since. Never throws. */
export async function recall(
  folder: string,
  command: string,
  search: InterpreterSearch,
): Promise<PythonInterpreter | undefined> {
  const entry = (await read(folder))[key(command, search)];
  if (entry === undefined) return undefined;
  try {
    const times = await Promise.all(entry.witnesses.map(([file]) => time(file)));
    const same = entry.witnesses.every(([, before], n) => before === times[n]);
    const { executable, version } = entry.interpreter;
    return same && typeof executable === 'string' && typeof version === 'string'
      ? entry.interpreter
      : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps for the next time which interpreter a command is. Never throws: without it the next start is slower. */
export async function remember(
  folder: string,
  command: string,
  search: InterpreterSearch,
  file: string,
  interpreter: PythonInterpreter,
): Promise<void> {
  try {
    const files = new Set([file, interpreter.executable, ...(await deciders(file, search))]);
    const witnesses = await Promise.all([...files].map(async (f) => [f, await time(f)] as const));
    const entries = Object.entries(await read(folder)).slice(-KEPT);
    const next = Object.fromEntries([
      ...entries,
      [key(command, search), { interpreter, witnesses }],
    ]);
    // Not `recursive`: for a home that is below /proc Node would try for ever.
    for (const one of [path.dirname(folder), folder]) await mkdir(one).catch(() => undefined);
    // Renamed into place, so that two starts at once can't spoil it.
    const fresh = path.join(folder, `interpreters.${process.pid}.json`);
    await writeFile(fresh, JSON.stringify(next));
    await rename(fresh, path.join(folder, 'interpreters.json'));
  } catch {
    // A home that can't be written.
  }
}

async function read(folder: string): Promise<Entries> {
  try {
    const file = path.join(folder, 'interpreters.json');
    // A pipe would be waited for.
    if (!(await stat(file)).isFile()) return Object.create(null) as Entries;
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return Object.assign(Object.create(null) as Entries, value);
  } catch {
    return Object.create(null) as Entries;
  }
}

/** A shim decides by the project's folder and by variables, so these belong to the question. */
function key(command: string, { project, env }: InterpreterSearch): string {
  return JSON.stringify([command, project, env.PYENV_VERSION ?? '', env.ASDF_PYTHON_VERSION ?? '']);
}

/** The files by which version managers choose; a command that is no script is its own decider. */
async function deciders(file: string, { project, env }: InterpreterSearch): Promise<string[]> {
  const handle = await open(file);
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0).finally(() => handle.close());
  if (buffer.toString('latin1') !== '#!') return [];
  const files = [
    path.join(env.PYENV_ROOT ?? path.join(homedir(), '.pyenv'), 'version'),
    path.join(homedir(), '.tool-versions'),
  ];
  for (let folder = project; ; folder = path.dirname(folder)) {
    files.push(path.join(folder, '.python-version'), path.join(folder, '.tool-versions'));
    if (path.dirname(folder) === folder) return files;
  }
}

async function time(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return null;
  }
}
