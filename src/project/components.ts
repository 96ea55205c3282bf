import { createRegistry, type Registry } from '../components/registry.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ComponentType } from '../engine/component.ts';
import type { Door } from '../http/door.ts';
import type { Project } from '../project.ts';
import { PythonFailure } from '../python/instance.ts';
import type { DebugOptions } from '../python/worker-process.ts';
import type { CustomTypes } from './custom-types.ts';
import type { FoundFolder } from './find-files.ts';
import { pythonDiagnostic } from './python-diagnostic.ts';
import { hasPython } from './python-folders.ts';
import type { ProjectPython } from './python-realm.ts';

/**
 * The node types that a project's flows can use. Nothing is connected before a request is sent, and Python is looked for
 * only for a flow that names a type which is not built in.
 */
export class ProjectTypes {
  readonly registry: Registry;
  readonly #project: Project;
  readonly #folder: string;
  readonly #debug: DebugOptions | undefined;
  /** The names of the project's own types. */
  readonly #own = new Set<string>();
  #python: Promise<ProjectPython> | undefined;
  #custom: Promise<CustomTypes> | undefined;

  /** `folder`: the working directory; paths are shown relative to it. `debug`: components wait for a debugger. */
  constructor(project: Project, folder: string, debug?: DebugOptions) {
    this.#project = project;
    this.#folder = folder;
    this.#debug = debug;
    this.registry = builtIn(project);
  }

  /** The project's own types of these names, as far as there are any, become known; gives what is wrong with them. */
  async prepare(names: readonly string[]): Promise<readonly Diagnostic[]> {
    const own = names.filter((name) => this.#own.has(name) || !this.registry.get(name));
    if (own.length === 0 || !(await hasPython(this.#project.root))) return [];
    return withFailure(async () => {
      const custom = await this.custom();
      return own.flatMap((name) => custom.findings(name));
    });
  }

  /** What is wrong with folders of Python, also such as are not the project's own. Nothing of them is run. */
  async check(folders: readonly FoundFolder[]): Promise<readonly Diagnostic[]> {
    return withFailure(async () => {
      const { checkFolders } = await import('./check-folders.ts');
      return checkFolders(folders, await this.python(), this.#project, this.#folder);
    });
  }

  /** The project's components and plugins. Rejects with PythonFailure where there is no Python. */
  custom(): Promise<CustomTypes> {
    this.#custom ??= this.#readCustom();
    return this.#custom;
  }

  /** Rejects with PythonFailure where there is none. */
  python(): Promise<ProjectPython> {
    this.#python ??= import('./python-realm.ts').then(({ ProjectPython }) =>
      ProjectPython.open(this.#project, this.#debug),
    );
    return this.#python;
  }

  /** Ends the processes that were started. Never throws. */
  async close(): Promise<void> {
    const python = await this.#python?.catch(() => undefined);
    await python?.close();
  }

  async #readCustom(): Promise<CustomTypes> {
    const { CustomTypes } = await import('./custom-types.ts');
    const add = (type: ComponentType): boolean => {
      const isNew = this.registry.add(type);
      if (isNew) this.#own.add(type.type);
      return isNew;
    };
    const python = await this.python();
    const custom = new CustomTypes(python, this.#folder, add);
    await custom.read(this.#project, this.#folder);
    return custom;
  }
}

/** A failure of Python as a finding. */
async function withFailure(
  work: () => Promise<readonly Diagnostic[]>,
): Promise<readonly Diagnostic[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PythonFailure)) throw error;
    return [await pythonDiagnostic(error)];
  }
}

function builtIn({ settings, environment }: Project): Registry {
  const proxies = {
    http_proxy: settings['http.proxy'] ?? undefined,
    https_proxy: settings['http.https_proxy'] ?? undefined,
    no_proxy: settings['http.no_proxy']?.join(','),
  };
  const { 'http.timeout': timeout, 'http.max_size': maxBytes } = settings;
  let door: Promise<Door> | undefined;
  return createRegistry({
    door: {
      // Loaded with the first request: most flows send none.
      request: async (asked) => {
        door ??= import('../http/door.ts').then(({ createDoor }) =>
          createDoor({ env: { ...environment, ...proxies } }),
        );
        return (await door).request(asked);
      },
    },
    http: {
      timeout,
      maxBytes,
      allowPrivate: settings['http.allow_private'],
    },
  });
}
