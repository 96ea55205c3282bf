import path from 'node:path';
import { createPluginType } from '../components/plugin-component.ts';
import {
  brokenComponent,
  memoryOf,
  pythonComponent,
  rememberingBy,
} from '../components/python-component.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ComponentType } from '../engine/component.ts';
import { message } from '../messages/message.ts';
import type { Project } from '../project.ts';
import { pythonDiagnostics, placeInFile } from '../python/findings.ts';
import type { InspectedClass, InspectedFolder } from '../python/inspection.ts';
import { PythonFailure } from '../python/instance.ts';
import { readPlugins, type ProjectPlugin } from './plugins.ts';
import { pythonDiagnostic } from './python-diagnostic.ts';
import { componentFolders } from './python-folders.ts';
import type { ProjectPython } from './python-realm.ts';
import { shownPath } from './shown-path.ts';

/** A component of the project. */
export interface CustomComponent {
  readonly folder: InspectedFolder;
  /** Null where its code is too broken to say. */
  readonly described: InspectedClass | null;
  /** The names that flows know it by. */
  readonly names: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The components and plugins of a project, as node types. */
export class CustomTypes {
  readonly components: CustomComponent[] = [];
  plugins: readonly ProjectPlugin[] = [];
  /** What keeps all of them from being read. */
  readonly diagnostics: Diagnostic[] = [];
  readonly #python: ProjectPython;
  readonly #show: (file: string) => string;
  /** Takes a node type; false where its name has another. */
  readonly #add: (type: ComponentType) => boolean;

  constructor(python: ProjectPython, folder: string, add: (type: ComponentType) => boolean) {
    this.#python = python;
    this.#show = (file) => shownPath(file, folder);
    this.#add = add;
  }

  /** What is wrong with what a type's name stands for. */
  findings(name: string): readonly Diagnostic[] {
    const component = this.components.find(({ names }) => names.includes(name));
    const found =
      component ?? this.plugins.find(({ id, plugin }) => id === name || plugin?.name === name);
    return [...this.diagnostics, ...(found?.diagnostics ?? [])];
  }

  /** Reads what a project has of its own. Nothing of it is run. */
  async read(project: Project, folder: string): Promise<void> {
    await this.#readComponents(project.root);
    const python = this.#python;
    const { plugins, diagnostics } = await readPlugins({ project, folder, python });
    this.plugins = plugins;
    this.diagnostics.push(...diagnostics);
    for (const plugin of plugins) this.#addPlugin(plugin);
  }

  async #readComponents(root: string): Promise<void> {
    const asked = (await componentFolders(root)).map((at) => ({
      kind: 'component' as const,
      path: at,
    }));
    if (asked.length === 0) return;
    try {
      const { folders } = await this.#python.reader.inspect(asked);
      for (const folder of folders) this.#addComponent(folder);
    } catch (error) {
      if (!(error instanceof PythonFailure)) throw error;
      this.diagnostics.push(await pythonDiagnostic(error));
    }
  }

  /** Makes node types of a component's classes: each by its name, the first also by the folder's. */
  #addComponent(folder: InspectedFolder): void {
    const diagnostics = pythonDiagnostics(folder.findings, this.#show);
    const [first] = folder.classes;
    if (!first) {
      this.components.push({ folder, described: null, names: [folder.id], diagnostics });
      this.#add(brokenComponent(folder.id));
    }
    for (const described of folder.classes) {
      const all = described === first ? [described.name, folder.id] : [described.name];
      const names = [...new Set(all)];
      const free = names.filter((name) =>
        this.#add(pythonComponent(name, folder, described, () => this.#python.components())),
      );
      const taken = names.filter((name) => !free.includes(name));
      const found = taken.map((name) => this.#taken(name, folder, described));
      const rest = described === first ? diagnostics : [];
      this.components.push({ folder, described, names: free, diagnostics: [...rest, ...found] });
    }
  }

  #taken(name: string, { path: folder }: InspectedFolder, { span }: InspectedClass): Diagnostic {
    const isOwn = this.components.some(({ names }) => names.includes(name));
    const code = isOwn ? 'component-name-twice' : 'component-name-taken';
    return {
      severity: 'warning',
      code,
      message: message(code, { name }),
      location: placeInFile(path.join(folder, 'component.py'), span, this.#show),
      hint: message(`${code}/hint`, { name }),
    };
  }

  /** A plugin goes by its folder's name and, where that is another one, by the name in its config.yaml. */
  #addPlugin({ id, plugin, inspected }: ProjectPlugin): void {
    if (!plugin) {
      this.#add(brokenComponent(id));
      return;
    }
    const described = inspected?.classes.find(({ name }) => name === plugin.className);
    const isAsync = described?.build?.kind.startsWith('async') === true;
    const workers = (): ReturnType<ProjectPython['plugin']> => this.#python.plugin(plugin);
    for (const type of new Set([id, plugin.name])) {
      const memory = memoryOf(described);
      const remembers = rememberingBy(described);
      this.#add(createPluginType(plugin, workers, { type, isAsync, remembers, memory }));
    }
  }
}
