import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isDocument } from './find-documents.ts';
import type { Knowledge, Passage, SearchOptions } from './knowledge.ts';
import type { KnowledgeBase } from './knowledge-base.ts';
import { missingBase } from './missing-base.ts';
import { isBaseName } from './base-name.ts';
import type { EmbeddingModel } from './passage-vectors.ts';

export interface KnowledgePlaces {
  /** The folder of the project's bases, absolute. */
  readonly folder: string;
  /** Where their indexes are kept, absolute; made when the first one is. Without it they are not kept. */
  readonly indexes?: string;
  /** The folder of bases that come with the tool: small ones, whose indexes are not kept. The project's come before them. */
  readonly shipped?: string;
  /** Takes out of a document's text what an index may not hold: secrets. */
  readonly mask?: (text: string) => string;
  /** For searches by meaning. */
  readonly models?: EmbeddingModel;
}

/** The knowledge bases of a project. Nothing is read before the first search. */
export class ProjectKnowledge implements Knowledge {
  readonly #places: KnowledgePlaces;
  readonly #opened = new Map<string, Promise<KnowledgeBase>>();
  readonly #bases = new Map<string, KnowledgeBase>();

  constructor(places: KnowledgePlaces) {
    this.#places = places;
  }

  names(): readonly string[] {
    const names = this.#folders().flatMap((folder) => {
      try {
        return readdirSync(folder).filter(
          (name) => isBaseName(name) && isFolder(path.join(folder, name)),
        );
      } catch {
        return [];
      }
    });
    return [...new Set(names)].sort();
  }

  has(base: string): boolean {
    return this.folderOf(base) !== undefined;
  }

  /** Documents that lie in no base, but beside them. */
  loose(): readonly string[] {
    try {
      return readdirSync(this.#places.folder)
        .filter((name) => isDocument(name))
        .sort();
    } catch {
      return [];
    }
  }

  /** Whether a base comes with the tool. */
  isShipped(base: string): boolean {
    const folder = this.folderOf(base);
    return folder !== undefined && path.dirname(folder) === this.#places.shipped;
  }

  async search(base: string, query: string, options: SearchOptions): Promise<readonly Passage[]> {
    return (await this.open(base)).search(query, options);
  }

  asOf(base: string): number {
    return this.#bases.get(base)?.asOf ?? 0;
  }

  /** A base by its name. Rejects with a {@link KnowledgeFailure} where there is none. */
  open(base: string): Promise<KnowledgeBase> {
    let opened = this.#opened.get(base);
    if (!opened) {
      opened = this.#open(base);
      opened.catch(() => this.#opened.delete(base));
      this.#opened.set(base, opened);
    }
    return opened;
  }

  async #open(base: string): Promise<KnowledgeBase> {
    const folder = this.folderOf(base);
    if (folder === undefined) throw missingBase(base, this.names());
    // Heavy: most flows search nothing.
    const { KnowledgeBase } = await import('./knowledge-base.ts');
    const { models, mask, indexes } = this.#places;
    const opened = new KnowledgeBase({
      name: base,
      folder,
      within: path.dirname(path.dirname(folder)),
      ...(indexes !== undefined && !this.isShipped(base) && { file: path.join(indexes, base) }),
      ...(models && { models }),
      ...(mask && { mask }),
    });
    this.#bases.set(base, opened);
    return opened;
  }

  #folders(): string[] {
    const { folder, shipped } = this.#places;
    return shipped === undefined ? [folder] : [folder, shipped];
  }

  /** Where the documents of a base lie; undefined where there is none of the name. */
  folderOf(base: string): string | undefined {
    if (!isBaseName(base)) return undefined;
    return this.#folders()
      .map((folder) => path.join(folder, base))
      .find(isFolder);
  }
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
