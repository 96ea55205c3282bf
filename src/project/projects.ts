import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { openProject, type Project, type ProjectOptions } from '../project.ts';
import { projectRoot } from './project-root.ts';
import { ProjectTypes, type TypesOptions } from './components.ts';

/** A project with the node types that its flows can use. */
export interface OpenedProject {
  readonly project: Project;
  readonly types: ProjectTypes;
}

/** The projects that files belong to, each opened once. */
export class Projects {
  readonly #options: ProjectOptions;
  readonly #typesOptions: TypesOptions;
  readonly #byFolder = new Map<string, Promise<OpenedProject>>();
  readonly #byRoot = new Map<string, Promise<OpenedProject>>();
  /** What is wrong with their bisheng.yaml files. */
  readonly diagnostics: Diagnostic[] = [];

  constructor(options: ProjectOptions, typesOptions: TypesOptions = {}) {
    this.#options = options;
    this.#typesOptions = typesOptions;
  }

  /** The project of what is in a folder. Rejects with UsageError where flags or variables make no sense. */
  of(folder: string): Promise<OpenedProject> {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const opened = projectRoot(folder, this.#options.folder).then((root) => this.#at(root));
    this.#byFolder.set(folder, opened);
    return opened;
  }

  /** Ends all processes of theirs. Never throws. */
  async close(): Promise<void> {
    const opened = [...this.#byRoot.values()];
    await Promise.all(
      opened.map((one) =>
        one.then(
          ({ types }) => types.close(),
          () => undefined,
        ),
      ),
    );
  }

  #at(root: string): Promise<OpenedProject> {
    const known = this.#byRoot.get(root);
    if (known) return known;
    const opened = openProject(root, this.#options).then((project) => {
      this.diagnostics.push(...project.diagnostics);
      return {
        project,
        types: new ProjectTypes(project, this.#options.folder, this.#typesOptions),
      };
    });
    this.#byRoot.set(root, opened);
    return opened;
  }
}
