import { message, type MessageKey } from '../messages/message.ts';
import { isPythonKeyword, isStandardModule } from './python-words.ts';
import { ScaffoldProblem } from './scaffold-problem.ts';

export type NamedKind = 'component' | 'plugin' | 'flow' | 'template';

/** Longer names make paths that some systems refuse, and nobody reads them. */
const LONGEST = 64;
/** Names that Windows keeps for devices, whatever ending they have. */
const DEVICES = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)$/i;
/** Packages that Python code of a project imports by name. */
const OURS = new Set(['bisheng', 'custom_components', 'plugins', 'tests']);

/** What is there already and may not be named again. */
export interface TakenNames {
  /** Names of files and folders in the folder it will be put into, without endings. */
  readonly beside: readonly string[];
  /** Node types of that name: built-in ones, components, plugins; each with what it is. */
  readonly types: ReadonlyMap<string, 'built-in' | 'component' | 'plugin'>;
}

/**
 * Checks the name of something new. Those of components and plugins are Python modules as well as folders. Throws
 * {@link ScaffoldProblem} with a name that would do.
 */
export function checkName(name: string, kind: NamedKind, taken: TakenNames): void {
  const problem = problemOf(name, kind, taken);
  if (problem === undefined) return;
  const suggestion = suggestName(name, kind, taken);
  throw new ScaffoldProblem(
    message(problem.key, { name, kind, ...problem.values }),
    message(suggestion === undefined ? 'scaffold-name/hint' : 'scaffold-name/hint-try', {
      suggestion: suggestion ?? '',
    }),
  );
}

interface Problem {
  readonly key: MessageKey;
  readonly values?: Readonly<Record<string, string | number>>;
}

function problemOf(name: string, kind: NamedKind, taken: TakenNames): Problem | undefined {
  if (name.trim() === '') return { key: 'scaffold-name/empty' };
  if (/[/\\]|^\.{1,2}$|^[A-Za-z]:/.test(name)) return { key: 'scaffold-name/path' };
  const python = kind === 'component' || kind === 'plugin';
  if (/\s/.test(name)) return { key: 'scaffold-name/space' };
  if (python && /^\d/.test(name)) return { key: 'scaffold-name/digit' };
  if (/[^\x20-\x7e]/.test(name)) return { key: 'scaffold-name/ascii' };
  if (!(python ? /^[A-Za-z_]\w*$/ : /^[A-Za-z0-9_][\w-]*$/).test(name)) {
    return { key: python ? 'scaffold-name/python' : 'scaffold-name/characters' };
  }
  if (name.length > LONGEST)
    return { key: 'scaffold-name/long', values: { limit: LONGEST, n: name.length } };
  if (DEVICES.test(name)) return { key: 'scaffold-name/device' };
  if (python) {
    if (name.startsWith('__')) return { key: 'scaffold-name/dunder' };
    if (isPythonKeyword(name)) return { key: 'scaffold-name/keyword' };
    if (isStandardModule(name)) return { key: 'scaffold-name/module' };
    if (OURS.has(name.toLowerCase())) return { key: 'scaffold-name/ours' };
    const type = taken.types.get(name);
    if (type && type !== kind) return { key: `scaffold-name/type/${type}` };
  }
  const other = taken.beside.find((it) => it !== name && it.toLowerCase() === name.toLowerCase());
  return other === undefined ? undefined : { key: 'scaffold-name/case', values: { other } };
}

/** A name like the given one that passes; undefined where nothing is left of it, as of one in Chinese. */
function suggestName(given: string, kind: NamedKind, taken: TakenNames): string | undefined {
  const base = given
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/^.*[/\\:]/s, '')
    .replace(/\.(?:py|ya?ml|json)$/i, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST - 10)
    .toLowerCase();
  const suffix = kind === 'component' ? 'step' : kind;
  const candidates = base === '' ? [] : [base, `${base}_${suffix}`, `my_${base}`, `my_${base}_2`];
  return candidates.find(
    (name) =>
      problemOf(name, kind, taken) === undefined &&
      !taken.beside.some((it) => it.toLowerCase() === name.toLowerCase()),
  );
}
