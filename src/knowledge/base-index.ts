import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StoredPassage } from './cut-passages.ts';
import { LexicalIndex } from './lexical-index.ts';
import type { UnreadableReason } from './read/document.ts';

/** What is known of a document that was read. */
export interface IndexedDocument {
  readonly size: number;
  /** Milliseconds: when it was changed, and when it was read. */
  readonly changed: number;
  readonly read: number;
  readonly hash: string;
  /** The numbers of its passages. */
  readonly passages: readonly number[];
  /** Why it has none. */
  readonly problem?: UnreadableReason;
}

/** To be raised whenever documents are read, cut or compared in another way: indexes of before are then made anew. */
const VERSION = 1;

interface Saved {
  readonly version: string;
  readonly next: number;
  readonly documents: readonly (readonly [string, IndexedDocument])[];
  readonly passages: readonly (readonly [number, StoredPassage])[];
}

/** The index of one base: documents, their passages, and the words in them. */
export class BaseIndex {
  readonly documents: Map<string, IndexedDocument>;
  readonly passages: Map<number, StoredPassage>;
  readonly words: LexicalIndex;
  #next: number;

  private constructor(saved?: { readonly content: Saved; readonly words: LexicalIndex }) {
    this.documents = new Map(saved?.content.documents);
    this.passages = new Map(saved?.content.passages);
    this.words = saved?.words ?? LexicalIndex.empty();
    this.#next = saved?.content.next ?? 0;
  }

  static empty(): BaseIndex {
    return new BaseIndex();
  }

  /** The index that a file holds; an empty one where there is none of this version, or none that is whole. */
  static async load(file: string): Promise<BaseIndex> {
    try {
      const text = await readFile(file, 'utf8');
      const end = text.indexOf('\n');
      const content = JSON.parse(text.slice(0, end)) as Saved;
      if (content.version !== versionText()) return new BaseIndex();
      return new BaseIndex({ content, words: LexicalIndex.fromJson(text.slice(end + 1)) });
    } catch {
      return new BaseIndex();
    }
  }

  /** Writes the index beside the old one and puts it in its place at once: who reads meets one or the other. */
  async save(file: string): Promise<void> {
    const content: Saved = {
      version: versionText(),
      next: this.#next,
      documents: [...this.documents],
      passages: [...this.passages],
    };
    const fresh = `${file}.${process.pid}.${crypto.randomUUID()}`;
    await mkdir(path.dirname(file), { recursive: true });
    try {
      await writeFile(fresh, `${JSON.stringify(content)}\n${this.words.toJson()}`);
      await rename(fresh, file);
    } catch (error) {
      await rm(fresh, { force: true });
      throw error;
    }
  }

  /** Puts a document in, in the place of what was known of it. */
  put(
    file: string,
    document: Omit<IndexedDocument, 'passages'>,
    passages: readonly StoredPassage[],
  ): void {
    this.remove(file);
    const numbers = passages.map((passage) => {
      const id = this.#next++;
      this.passages.set(id, passage);
      this.words.add(id, passage);
      return id;
    });
    this.documents.set(file, { ...document, passages: numbers });
  }

  remove(file: string): void {
    for (const id of this.documents.get(file)?.passages ?? []) {
      this.passages.delete(id);
      this.words.remove(id);
    }
    this.documents.delete(file);
  }
}

/** Another version of the segmenter's dictionary cuts words differently. */
function versionText(): string {
  return `${VERSION} ICU ${process.versions.icu}`;
}
