import path from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Decoded } from '../flow/read/decode.ts';
import type { Parameter } from '../flow/flow.ts';
import type { ProjectTypes } from '../project/components.ts';
import type { FoundFile, FoundFolder } from '../project/find-files.ts';
import type { Projects } from '../project/projects.ts';
import type { GivenParameters } from '../project/flow-tree.ts';
import { loadFlow, type LoadContext } from '../project/load-flow.ts';
import { readSource } from '../project/read-source.ts';
import { startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** After so many files everything else gets its turn. */
const BREATH = 25;
/** Where a text that can't be parsed seems to be meant as a flow. */
const MEANT_AS_FLOW = /^["']?nodes["']?\s*:|"nodes"\s*:/m;

/** Checks many flows, one after the other, and gathers what is wrong. */
export class FlowCheck {
  readonly diagnostics: Diagnostic[] = [];
  /** How many flows, components and plugins were checked. */
  files = 0;
  /** How many files were found that are no flows. */
  passedOver = 0;
  /** How many errors are about the parameters that were given. */
  parameterErrors = 0;
  readonly declaredParameters = new Set<string>();
  readonly #given: GivenParameters;
  readonly #projects: Projects;
  readonly #terminal: Terminal;

  constructor(projects: Projects, given: GivenParameters, terminal: Terminal) {
    this.#projects = projects;
    this.#given = given;
    this.#terminal = terminal;
  }

  /** Names of given parameters that no flow has. */
  get unusedParameters(): string[] {
    return [...this.#given.keys()].filter((name) => !this.declaredParameters.has(name));
  }

  /** Checks files in their order. */
  async addFiles(files: readonly FoundFile[]): Promise<void> {
    const progress = startProgress(files.length, this.#terminal);
    try {
      for (const [index, { absolute, shown, named }] of files.entries()) {
        await this.add(await readSource(absolute, shown), absolute, named);
        // Lets the terminal be drawn and signals be heard.
        if (index % BREATH === 0) await progress.update(index);
      }
    } finally {
      progress.stop();
    }
  }

  /** Checks components and plugins, without running them. */
  async addFolders(folders: readonly FoundFolder[]): Promise<void> {
    const byProject = new Map<ProjectTypes, FoundFolder[]>();
    for (const folder of folders) {
      const { types } = await this.#projects.of(folder.absolute);
      byProject.set(types, [...(byProject.get(types) ?? []), folder]);
    }
    for (const [types, own] of byProject) this.diagnostics.push(...(await types.check(own)));
    this.files += folders.length;
  }

  /** Checks one text. One that is not `named` may turn out to be something else than a flow. */
  async add(decoded: Decoded, absolute: string, named: boolean): Promise<void> {
    const text = textOf(decoded);
    // Most other YAML and JSON files need not be parsed to see that they are no flows.
    if (!named && text?.includes('nodes') === false) {
      this.passedOver++;
      return;
    }
    const declared: string[] = [];
    const give = (parameters: readonly Parameter[]): GivenParameters => {
      declared.push(...parameters.map(({ name }) => name));
      return new Map([...this.#given].filter(([name]) => declared.includes(name)));
    };
    const loaded = await loadFlow(decoded, absolute, give, await this.#contextOf(absolute));
    const isFlow = loaded.tree ? loaded.hasNodes : text === undefined || MEANT_AS_FLOW.test(text);
    if (!named && !isFlow) {
      this.passedOver++;
      return;
    }
    this.files++;
    for (const name of declared) this.declaredParameters.add(name);
    this.diagnostics.push(...loaded.diagnostics);
    this.parameterErrors += loaded.parameterErrors.length;
  }

  async #contextOf(absolute: string): Promise<LoadContext> {
    const { project, types } = await this.#projects.of(path.dirname(absolute));
    return {
      types: types.registry,
      prepare: (names) => types.prepare(names),
      readCode: (tree) => types.readCode(tree),
      environment: project.environment,
      folder: this.#terminal.folder,
      allowMissing: true,
    };
  }
}

/** A file's text, as far as it could be made out; undefined for one that can't be read at all. */
function textOf(decoded: Decoded): string | undefined {
  if ('source' in decoded) return decoded.source.text;
  const { code, location } = decoded.diagnostic;
  return code === 'file-unreadable' ? undefined : (location?.file.text ?? '');
}
