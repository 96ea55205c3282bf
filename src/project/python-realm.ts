import path from 'node:path';
import { pythonError } from '../components/python-error.ts';
import { NodeError } from '../engine/component.ts';
import { wantedByComponents } from '../plugins/component-packages.ts';
import { findEnvironment, wantsPackages } from '../plugins/environment/environment.ts';
import type { Plugin } from '../plugins/plugin.ts';
import { pluginRealm } from '../plugins/realm.ts';
import type { Project } from '../project.ts';
import type { PythonWorkers } from '../python/instance.ts';
import { findInterpreter, type PythonInterpreter } from '../python/interpreter.ts';
import type { DebugOptions } from '../python/worker-process.ts';
import { createWorkers } from '../python/workers.ts';
import { COMPONENTS } from './python-folders.ts';

/**
 * The Python of a project: one interpreter, the processes of its components, which have the rights of whoever runs the
 * tool, and each plugin's own, with its packages and under its rules. No process is started before it is needed.
 */
export class ProjectPython {
  readonly interpreter: PythonInterpreter;
  readonly components: PythonWorkers;
  readonly #project: Project;
  readonly #plugins = new Map<string, Promise<PythonWorkers>>();

  private constructor(
    project: Project,
    interpreter: PythonInterpreter,
    paths: readonly string[],
    debug: DebugOptions | undefined,
  ) {
    this.#project = project;
    this.interpreter = interpreter;
    this.components = createWorkers({
      interpreter,
      project: project.root,
      paths,
      environment: project.environment,
      ...(debug && { debug }),
    });
  }

  /** Finds the interpreter. `debug`: components wait for a debugger. Rejects with PythonFailure where there is none. */
  static async open(project: Project, debug?: DebugOptions): Promise<ProjectPython> {
    const { root, settings, environment } = project;
    const setting = settings.python ?? undefined;
    const interpreter = await findInterpreter({ project: root, setting, env: environment });
    const wanted = await wantedByComponents(path.join(root, COMPONENTS));
    const packages = wantsPackages(wanted)
      ? await findEnvironment(root, wanted, interpreter)
      : undefined;
    return new ProjectPython(project, interpreter, packages ? [packages.path] : [], debug);
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
    const plugins = await Promise.allSettled(this.#plugins.values());
    const opened = plugins.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all([this.components, ...opened].map((workers) => workers.close()));
  }

  async #openPlugin(plugin: Plugin): Promise<PythonWorkers> {
    const { interpreter } = this;
    const { root, environment, settings } = this.#project;
    const setting = settings.sandbox;
    try {
      const realm = await pluginRealm(plugin, { root, python: interpreter, environment, setting });
      if ('code' in realm) throw new NodeError(realm.code, realm.message, { hint: realm.hint });
      return createWorkers({ interpreter, project: root, environment, ...realm });
    } catch (error) {
      throw await pythonError(error);
    }
  }
}
