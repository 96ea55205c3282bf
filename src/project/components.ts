import type { CodePort } from '../components/code-node.ts';
import { createRegistry, type Registry, type RegistryOptions } from '../components/registry.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ComponentType } from '../engine/component.ts';
import type { Exchanges } from '../exchanges/exchanges.ts';
import type { MapTree } from '../flow/tree.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Interceptor } from '../http/exchange.ts';
import type { Models } from '../models/models.ts';
import type { Language } from '../messages/message.ts';
import type { Project } from '../project.ts';
import type { InspectedCode } from '../python/inspection.ts';
import { PythonFailure } from '../python/instance.ts';
import type { DebugOptions } from '../python/worker-process.ts';
import { CodeTexts } from './code-texts.ts';
import type { CustomTypes } from './custom-types.ts';
import { doorOf } from './door.ts';
import type { FoundFolder } from './find-files.ts';
import { Grounds } from './fingerprint/grounds.ts';
import { knowledgeOf } from './knowledge.ts';
import { modelsOf } from './models.ts';
import { knowledgePerRun, modelsPerRun, withoutKeys } from './per-run.ts';
import { pythonDiagnostic } from './python-diagnostic.ts';
import { hasPython } from './python-folders.ts';
import type { ProjectPython, RealmWays } from './python-realm.ts';

/** How a project's node types work, where it is not as usual. */
export interface TypesOptions {
  /** Components wait for a debugger. */
  readonly debug?: DebugOptions | undefined;
  /** Instances of components live longer than runs. */
  readonly spreads?: boolean | undefined;
  /** Stands around every exchange of the built-in nodes with a server. */
  readonly intercept?: Interceptor | undefined;
  /** Through which the exchanges of each run go; `intercept` comes before them. */
  readonly exchanges?: Exchanges | undefined;
  /** Stands around the project's models. */
  readonly models?: ((models: Models) => Models) | undefined;
}

/**
 * The node types that a project's flows can use. Nothing is connected before a request is sent, and Python is looked for
 * only for a flow that names a type which is not built in.
 */
export class ProjectTypes {
  readonly registry: Registry;
  readonly knowledge: Knowledge;
  /** What nodes rest on, since these types could first read it. */
  readonly grounds = new Grounds();
  readonly #project: Project;
  readonly #folder: string;
  readonly #ways: RealmWays;
  readonly #codes: CodeTexts;
  /** The names of the project's own types. */
  readonly #own = new Set<string>();
  #known: CustomTypes | undefined;
  #python: Promise<ProjectPython> | undefined;
  #custom: Promise<CustomTypes> | undefined;

  /** `folder`: the working directory; paths are shown relative to it. */
  constructor(project: Project, folder: string, options: TypesOptions = {}) {
    this.#project = project;
    this.#folder = folder;
    this.#ways = { debug: options.debug, spreads: options.spreads };
    this.#codes = new CodeTexts(() => this.python());
    const ports = portsOf(project, this.#codes, options);
    this.knowledge = ports.knowledge;
    this.registry = createRegistry(ports);
  }

  /** What the project's people speak. */
  get language(): Language {
    return this.#project.settings.lang;
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

  /** Whether a type is the project's own, as far as they have become known. */
  isOwn(name: string): boolean {
    return this.#own.has(name);
  }

  /** What was read of the code of a Code node; undefined for one that nobody has read. */
  code(text: string): InspectedCode | undefined {
    return this.#codes.inspected(text);
  }

  /** Reads the code that stands in a flow, without running it; gives what keeps it from being read. */
  readCode(flow: MapTree): Promise<readonly Diagnostic[]> {
    return withFailure(async () => {
      await this.#codes.read(flow);
      return [];
    });
  }

  /** What is wrong with folders of Python, also such as are not the project's own. Nothing of them is run. */
  async check(folders: readonly FoundFolder[]): Promise<readonly Diagnostic[]> {
    return withFailure(async () => {
      const { checkFolders } = await import('./check-folders.ts');
      return checkFolders(folders, await this.python(), this.#project, this.#folder);
    });
  }

  /** The project's components and plugins, where somebody has read them. */
  get known(): CustomTypes | undefined {
    return this.#known;
  }

  /** The same, read if need be. Rejects with PythonFailure where there is no Python. */
  custom(): Promise<CustomTypes> {
    this.#custom ??= this.#readCustom();
    return this.#custom;
  }

  /** Rejects with PythonFailure where there is none. */
  python(): Promise<ProjectPython> {
    this.#python ??= import('./python-realm.ts').then(({ ProjectPython }) =>
      ProjectPython.open(this.#project, this.#ways),
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
    return (this.#known = custom);
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

/** What the built-in nodes work with. */
function portsOf(
  project: Project,
  code: CodePort,
  { intercept, exchanges, models: around = (models) => models }: TypesOptions,
): RegistryOptions & { readonly knowledge: Knowledge } {
  const { settings } = project;
  const door = doorOf(project, bothOf(intercept, exchanges?.intercept), exchanges?.clock);
  const makeModels = (): Models =>
    modelsOf(exchanges?.mode === 'replay' ? withoutKeys(project) : project, door, exchanges?.clock);
  const models = around(exchanges ? modelsPerRun(exchanges, makeModels) : makeModels());
  // Without a model there is nothing that one run could leave to another.
  const own = models.embedding === undefined ? undefined : exchanges;
  const knowledge = own
    ? knowledgePerRun(own, () => knowledgeOf(project, models, own.mode === undefined))
    : knowledgeOf(project, models);
  return {
    door,
    http: {
      timeout: settings['http.timeout'],
      maxBytes: settings['http.max_size'],
      allowPrivate: settings['http.allow_private'],
    },
    models,
    knowledge,
    code,
  };
}

function bothOf(
  outer: Interceptor | undefined,
  inner: Interceptor | undefined,
): Interceptor | undefined {
  if (!outer || !inner) return outer ?? inner;
  return (request, next) => outer(request, (asked) => inner(asked, next));
}
