import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { canonical } from '../../flow/fingerprint/canonical.ts';
import { shortDigest, type Seal } from '../../flow/fingerprint/digest.ts';
import { partName } from '../../flow/fingerprint/fingerprint.ts';
import type { FlowNode } from '../../flow/flow.ts';
import { isObject, objectOf, own, type ValueObject } from '../../flow/value.ts';
import { findDocuments } from '../../knowledge/find-documents.ts';
import { filledHeader } from '../../models/model-config.ts';
import { wantedByComponents } from '../../plugins/component-packages.ts';
import { findEnvironment } from '../../plugins/environment/environment.ts';
import { environmentOf } from '../../plugins/realm.ts';
import type { ReachedCode } from '../../python/inspection.ts';
import { knowledgeFolder } from '../knowledge.ts';
import type { OpenedProject } from '../projects.ts';
import { COMPONENTS } from '../python-folders.ts';
import { codeFiles } from './code-files.ts';
import { fileDigest } from './file-digest.ts';
import { Parts } from './parts.ts';
import { addPackages, addRights } from './python-parts.ts';

/** So many files of a component are told apart by name. */
const NAMED = 20;

/** Built-in types that rest on something. */
const resting: readonly string[] = [
  'BatchInput',
  'LLMGenerator',
  'Classifier',
  'Extractor',
  'TextAnalyzer',
  'KnowledgeRetriever',
  'Code',
  'ItemProcessor',
];

/** What nodes rest on outside of their flow; each thing is looked at once, and none that no node uses. */
export class OutsideParts {
  readonly #opened: OpenedProject;
  readonly #seal: Seal;
  readonly #codes = new Map<string, Promise<Parts>>();
  readonly #bases = new Map<string, Promise<Parts>>();

  /** `seal`: what may hold a secret goes through it. */
  constructor(opened: OpenedProject, seal: Seal) {
    this.#opened = opened;
    this.#seal = seal;
  }

  /** Whether a node may have any. */
  concerns({ type }: FlowNode): boolean {
    return resting.includes(type) || this.#opened.types.isOwn(type);
  }

  /** The parts of a node; undefined for most: it rests on nothing. `folder`: what its paths are relative to. */
  async of({ type, config }: FlowNode, folder: string): Promise<Parts | undefined> {
    const parts = new Parts();
    await this.#add(parts, type, config, folder);
    // An ItemProcessor has a component of its own.
    for (const key of type === 'ItemProcessor' ? (['component', 'plugin'] as const) : []) {
      const inner = own(config, key);
      const settings = own(config, `${key}_config`);
      if (typeof inner !== 'string') continue;
      await this.#add(parts, inner, isObject(settings) ? settings : objectOf([]), folder);
    }
    return parts.size > 0 ? parts : undefined;
  }

  async #add(parts: Parts, type: string, config: ValueObject, folder: string): Promise<void> {
    const { source, items } = config;
    switch (type) {
      case 'BatchInput':
        if (typeof source === 'string' && items === undefined) {
          const file = path.resolve(folder, source);
          parts.set(partName.file + source, await fileDigest(file));
          parts.grounds.push({ files: [file], before: this.#opened.types.grounds.opened });
        }
        return;
      case 'LLMGenerator':
      case 'Classifier':
      case 'Extractor':
        this.#addModel(parts, config);
        return;
      case 'TextAnalyzer':
        if (config.method === 'llm') this.#addModel(parts, config);
        return;
      case 'KnowledgeRetriever':
        await this.#addKnowledge(parts, config);
        return;
      case 'Code': {
        const { interpreter } = await this.#opened.types.python();
        parts.set(partName.python, interpreter.version);
        const { root, settings } = this.#opened.project;
        const code = own(config, 'code');
        const inspected = typeof code === 'string' ? this.#opened.types.code(code) : undefined;
        addPackages(parts, undefined, inspected?.packages);
        addRights(parts, 'code', settings);
        // Only code that is not confined comes to the project's modules.
        if (settings.sandbox === 'off')
          await addCode(parts, undefined, root, undefined, this.#opened.types.grounds.opened);
        return;
      }
      default:
        await this.#addOwnType(parts, type);
    }
  }

  /** What a model's settings say of its answers, with its headers, without its key. */
  #addModel(parts: Parts, config: ValueObject): void {
    const { models, default: chosen } = this.#opened.project.models;
    const first = [...models].find(([, { kind }]) => kind === 'chat')?.[0];
    const given = own(config, 'model');
    const name = typeof given === 'string' ? given : (chosen ?? first ?? 'offline');
    parts.set(partName.model + name, this.#modelDigest(name));
  }

  #modelDigest(name: string): string {
    const model = this.#opened.project.models.models.get(name);
    if (!model) return 'local';
    const { baseUrl, model: served, contextTokens, headers = new Map<string, string>() } = model;
    const { environment } = this.#opened.project;
    const sent = [...headers].map(([header, value]) => [
      header.toLowerCase(),
      filledHeader(value, (variable) => environment[variable] ?? ''),
    ]);
    return this.#seal(JSON.stringify([baseUrl, served, contextTokens ?? null, sent.sort()]));
  }

  async #addKnowledge(parts: Parts, config: ValueObject): Promise<void> {
    const given = own(config, 'knowledge_base_id') ?? null;
    const base = typeof given === 'object' ? canonical(given, true) : String(given);
    let found = this.#bases.get(base);
    if (!found) {
      found = this.#knowledge(base);
      this.#bases.set(base, found);
    }
    parts.addAll(await found);
  }

  /** The documents of a base, and the model that compares them. */
  async #knowledge(base: string): Promise<Parts> {
    const since = Date.now();
    const parts = new Parts();
    const name = partName.knowledge + base;
    const { project, types } = this.#opened;
    const { models } = project.models;
    const embedding = [...models].find(([, { kind }]) => kind === 'embedding')?.[0];
    const folder = knowledgeFolder(project, base);
    if (folder === undefined) return parts.set(name, 'missing');
    const within = path.dirname(path.dirname(folder));
    const { documents } = await findDocuments(folder, within).catch(() => ({ documents: [] }));
    const digests: string[] = [];
    for (const { file, absolute, outside } of documents) {
      if (!outside) digests.push(file, await fileDigest(absolute));
    }
    const model = embedding === undefined ? '' : this.#modelDigest(embedding);
    const files = documents.map(({ absolute }) => absolute);
    const folders = new Set(files.map((file) => path.dirname(file)));
    const before = (): number => Math.min(since, types.knowledge.asOf(base));
    parts.grounds.push({ files: [...files, ...folders], before });
    return parts.set(name, shortDigest(JSON.stringify([digests, model])));
  }

  async #addOwnType(parts: Parts, type: string): Promise<void> {
    const { types } = this.#opened;
    if (!types.isOwn(type)) return;
    let found = this.#codes.get(type);
    if (!found) {
      found = this.#code(type);
      this.#codes.set(type, found);
    }
    parts.addAll(await found);
  }

  async #code(type: string): Promise<Parts> {
    const { project, types } = this.#opened;
    const { root } = project;
    const parts = new Parts();
    const { components, plugins } = await types.custom();
    const component = components.find(({ names }) => names.includes(type));
    const plugin = plugins.find(({ id, plugin: known }) => id === type || known?.name === type);
    const { interpreter } = await types.python();
    parts.set(partName.python, interpreter.version);
    const folder = component?.folder.path ?? plugin?.path;
    const reached = component ? component.folder.reached : plugin?.inspected?.reached;
    if (folder !== undefined)
      await addCode(parts, folder, root, reached, this.#opened.types.grounds.opened);
    const wanted = await wantedByComponents(path.join(root, COMPONENTS));
    const environment = component
      ? await findEnvironment(root, wanted, interpreter)
      : plugin?.plugin && (await environmentOf(plugin.plugin, { root, python: interpreter }));
    addPackages(parts, environment, reached?.packages);
    addRights(parts, component ? 'component' : 'plugin', project.settings);
    return parts;
  }
}

async function addCode(
  parts: Parts,
  folder: string | undefined,
  root: string,
  reached: ReachedCode | undefined,
  before: () => number,
): Promise<void> {
  const files = await codeFiles(folder, root, reached);
  const whole = path
    .relative(root, folder ?? root)
    .split(path.sep)
    .join('/');
  if (!files) {
    // Never the same.
    parts.set(partName.code + whole, shortDigest(randomUUID()));
    return;
  }
  parts.grounds.push({ files, before });
  const digests: [string, string][] = [];
  for (const file of files) {
    const name = path.relative(root, file).split(path.sep).join('/');
    digests.push([name, await fileDigest(file)]);
  }
  if (digests.length <= NAMED) {
    for (const [name, digest] of digests) parts.set(partName.code + name, digest);
    return;
  }
  parts.set(partName.code + whole, shortDigest(JSON.stringify(digests)));
}
