import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceFile } from '../../diagnostics/source-file.ts';
import type { Decoded } from '../../flow/read/decode.ts';
import type { Parameter } from '../../flow/flow.ts';
import type { ProjectTypes } from '../../project/components.ts';
import type { FoundFile, FoundFolder } from '../../project/find-files.ts';
import type { Projects } from '../../project/projects.ts';
import type { GivenParameters } from '../../project/flow-tree.ts';
import { loadFlow, type LoadContext, type LoadedFlow } from '../../project/load-flow.ts';
import { readSource } from '../../project/read-source.ts';
import { shownPath } from '../../project/shown-path.ts';
import { isTestFile } from '../../project/test-files.ts';
import { startProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import { compileLess } from './compile-less.ts';
import { throwIfInterrupted } from './throw-if-interrupted.ts';

/** After so many files everything else gets its turn. */
const BREATH = 25;
/** With so many files V8's optimizer costs more than it gives: with fewer it hardly begins, with more it pays. */
const MANY = { from: 100, to: 2_500 };
/** Where a text that can't be parsed seems to be meant as a flow. */
const MEANT_AS_FLOW = /^["']?nodes["']?\s*:|"nodes"\s*:/m;

/** Checks many flows, one after the other, and gathers what is wrong. */
export class FlowCheck {
  readonly diagnostics: Diagnostic[] = [];
  /** The flows, components and plugins that were checked, by their paths. */
  readonly files: string[] = [];
  /** The texts of the flows, and of what is in the components and plugins. */
  readonly sources: SourceFile[] = [];
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

  /** Checks files in their order. Rejects with Interrupted. */
  async addFiles(files: readonly FoundFile[]): Promise<void> {
    const progress = startProgress(files.length, this.#terminal);
    if (MANY.from <= files.length && files.length <= MANY.to) compileLess();
    try {
      for (const [index, { absolute, shown, named }] of files.entries()) {
        await this.add(await readSource(absolute, shown), absolute, named);
        // Lets the terminal be drawn and signals be heard.
        if (index % BREATH === 0) await progress.update(index);
        throwIfInterrupted(this.#terminal);
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
    for (const [types, own] of byProject) {
      this.diagnostics.push(...(await types.check(own)));
      throwIfInterrupted(this.#terminal);
    }
    for (const { absolute } of folders) await this.#addFolder(absolute);
  }

  async #addFolder(absolute: string): Promise<void> {
    const { folder } = this.#terminal;
    this.files.push(shownPath(absolute, folder));
    for (const name of await readdir(absolute).catch(() => [])) {
      if (!name.endsWith('.py')) continue;
      const file = path.join(absolute, name);
      const decoded = await readSource(file, shownPath(file, folder));
      if ('source' in decoded) this.sources.push(decoded.source);
    }
  }

  /** Checks one text. One that is not `named` may turn out to be something else than a flow. */
  async add(decoded: Decoded, absolute: string, named: boolean): Promise<void> {
    if (isTestFile(absolute) && 'source' in decoded) {
      await this.#addTests(decoded.source, absolute);
      return;
    }
    const text = textOf(decoded);
    // Most other YAML and JSON files need not be parsed to see that they are no flows.
    if (!named && text?.includes('nodes') === false) {
      this.passedOver++;
      return;
    }
    const { loaded, declared } = await this.load(decoded, absolute);
    const isFlow = loaded.tree ? loaded.hasNodes : text === undefined || MEANT_AS_FLOW.test(text);
    if (!named && !isFlow) {
      this.passedOver++;
      return;
    }
    this.files.push(pathOf(decoded));
    if ('source' in decoded) this.sources.push(decoded.source);
    for (const name of declared) this.declaredParameters.add(name);
    this.diagnostics.push(...loaded.diagnostics);
    this.parameterErrors += loaded.parameterErrors.length;
  }

  async #addTests(source: SourceFile, absolute: string): Promise<void> {
    const { checkTests } = await import('../../flow-tests/check-tests.ts');
    const { project } = await this.#projects.of(path.dirname(absolute));
    const looking = {
      projects: this.#projects,
      folder: this.#terminal.folder,
      language: project.settings.lang,
    };
    this.files.push(source.path);
    this.sources.push(source);
    this.diagnostics.push(...(await checkTests(source, absolute, looking)));
  }

  /** Reads a flow with the parameters that were given and it has. Nothing is gathered. */
  async load(
    decoded: Decoded,
    absolute: string,
  ): Promise<{ readonly loaded: LoadedFlow; readonly declared: readonly string[] }> {
    const declared: string[] = [];
    const give = (parameters: readonly Parameter[]): GivenParameters => {
      declared.push(...parameters.map(({ name }) => name));
      return new Map([...this.#given].filter(([name]) => declared.includes(name)));
    };
    const context = await this.#contextOf(absolute);
    return { loaded: await loadFlow(decoded, absolute, give, context), declared };
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

function pathOf(decoded: Decoded): string {
  return 'source' in decoded ? decoded.source.path : (decoded.diagnostic.location?.file.path ?? '');
}
