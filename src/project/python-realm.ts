import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pythonError } from '../components/python-error.ts';
import { NodeError } from '../engine/component.ts';
import { wantedByComponents } from '../plugins/component-packages.ts';
import { findEnvironment, wantsPackages } from '../plugins/environment/environment.ts';
import { message } from '../messages/message.ts';
import { pluginHome, sandboxRules } from '../plugins/plugin-rules.ts';
import type { Plugin } from '../plugins/plugin.ts';
import { pluginRealm } from '../plugins/realm.ts';
import { sandboxLevel } from '../plugins/sandbox-level.ts';
import type { Project } from '../project.ts';
import type { PythonWorkers } from '../python/instance.ts';
import { findInterpreter } from '../python/interpreter.ts';
import type { PythonInterpreter } from '../python/python-interpreter.ts';
import type { DebugOptions } from '../python/worker-process.ts';
import { createWorkers } from '../python/workers.ts';
import { COMPONENTS } from './python-folders.ts';

/** How a project's Python works, where it is not as usual. */
export interface RealmWays {
  /** Components wait for a debugger. */
  readonly debug?: DebugOptions | undefined;
  /** See {@link WorkersOptions.spreads}. */
  readonly spreads?: boolean | undefined;
}

/**
 * The Python of a project: one interpreter, the processes of its components, which have the rights of whoever runs the
 * tool, and each plugin's own, with its packages and under its rules. No process is started before it is needed.
 */
export class ProjectPython {
  readonly interpreter: PythonInterpreter;
  /** Trusted processes: what reads Python without running it, and what runs the components unless they are confined. */
  readonly reader: PythonWorkers;
  readonly #project: Project;
  /** The packages of the components. */
  readonly #paths: readonly string[];
  readonly #spreads: boolean;
  #components: Promise<PythonWorkers> | undefined;
  #code: Promise<PythonWorkers> | undefined;
  /** A folder of their own, for as long as they live. */
  #codeHome: string | undefined;
  readonly #plugins = new Map<string, Promise<PythonWorkers>>();

  private constructor(
    project: Project,
    interpreter: PythonInterpreter,
    paths: readonly string[],
    { debug, spreads = false }: RealmWays,
  ) {
    this.#project = project;
    this.interpreter = interpreter;
    this.#paths = paths;
    this.#spreads = spreads;
    this.reader = createWorkers({
      interpreter,
      project: project.root,
      paths,
      spreads,
      environment: project.environment,
      ...(debug && { debug }),
    });
  }

  /** Finds the interpreter. Rejects with PythonFailure where there is none. */
  static async open(project: Project, ways: RealmWays = {}): Promise<ProjectPython> {
    const { root, settings, environment } = project;
    const setting = settings.python ?? undefined;
    const interpreter = await findInterpreter({ project: root, setting, env: environment });
    const wanted = await wantedByComponents(path.join(root, COMPONENTS));
    const packages = wantsPackages(wanted)
      ? await findEnvironment(root, wanted, interpreter)
      : undefined;
    return new ProjectPython(project, interpreter, packages ? [packages.path] : [], ways);
  }

  /**
   * The processes of the project's components: trusted, unless `components.permissions` puts them under the rules of
   * plugins. Rejects with a NodeError where these can't be enforced.
   */
  components(): Promise<PythonWorkers> {
    this.#components ??= this.#openComponents();
    return this.#components;
  }

  /** The processes of Code nodes: confined without any permission. Rejects as {@link components} does. */
  code(): Promise<PythonWorkers> {
    // What ended while it began (Ctrl-C does that) may begin again in the next turn of a conversation.
    this.#code ??= this.#openCode().catch((error: unknown) => {
      this.#code = undefined;
      throw error;
    });
    return this.#code;
  }

  /** The processes of a plugin. Rejects with a NodeError where it may not run as things are. */
  plugin(plugin: Plugin): Promise<PythonWorkers> {
    const known = this.#plugins.get(plugin.path);
    if (known) return known;
    const opened = this.#openPlugin(plugin);
    this.#plugins.set(plugin.path, opened);
    return opened;
  }

  /** Ends all processes. Never throws. */
  async close(): Promise<void> {
    const rest = [this.#components, this.#code].filter((one) => one !== undefined);
    const settled = await Promise.allSettled([...this.#plugins.values(), ...rest]);
    const opened = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all([this.reader, ...opened].map((workers) => workers.close()));
    if (this.#codeHome !== undefined) await rm(this.#codeHome, { recursive: true, force: true });
  }

  async #openComponents(): Promise<PythonWorkers> {
    const { root, settings } = this.#project;
    const permissions = settings['components.permissions'];
    if (permissions === null || settings.sandbox === 'off') return this.reader;
    const id = COMPONENTS;
    const home = pluginHome(root, id);
    await mkdir(home, { recursive: true });
    const confined = { id, path: path.join(root, id), permissions, limits: {} };
    return this.#confined(confined, home, 'sandbox-components');
  }

  async #openCode(): Promise<PythonWorkers> {
    if (this.#project.settings.sandbox === 'off') return this.reader;
    this.#codeHome ??= await mkdtemp(path.join(tmpdir(), 'bisheng-code-'));
    const home = this.#codeHome;
    const confined = { id: 'code', path: home, permissions: [], limits: {} };
    return this.#confined(confined, home, 'sandbox-code');
  }

  /** Processes under the rules of plugins. `refusal`: what is said where these can't be enforced. */
  async #confined(
    confined: Parameters<typeof sandboxRules>[0],
    home: string,
    refusal: 'sandbox-components' | 'sandbox-code',
  ): Promise<PythonWorkers> {
    const { root, environment } = this.#project;
    const support = await sandboxLevel(this.interpreter.executable);
    if (support.level !== 'kernel') {
      const reason = message(`sandbox-reason/${support.reason}`);
      throw new NodeError('sandbox-unavailable', message(refusal, { reason }), {
        hint: message(`${refusal}/hint`),
      });
    }
    const programs = environment.PATH ?? environment.Path ?? '';
    const place = { project: root, environment: this.#paths, home, programs };
    return createWorkers({
      interpreter: this.interpreter,
      project: root,
      paths: this.#paths,
      spreads: this.#spreads,
      environment,
      sandbox: await sandboxRules(confined, place),
    });
  }

  async #openPlugin(plugin: Plugin): Promise<PythonWorkers> {
    const { interpreter } = this;
    const { root, environment, settings } = this.#project;
    const setting = settings.sandbox;
    try {
      const realm = await pluginRealm(plugin, { root, python: interpreter, environment, setting });
      if ('code' in realm) throw new NodeError(realm.code, realm.message, { hint: realm.hint });
      const spreads = this.#spreads;
      return createWorkers({ interpreter, project: root, environment, spreads, ...realm });
    } catch (error) {
      throw await pythonError(error);
    }
  }
}
