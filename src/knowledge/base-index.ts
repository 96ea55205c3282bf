import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StoredPassage } from './cut-passages.ts';
import type { IndexContent, IndexedDocument } from './index-content.ts';
import { readSavedIndex, savedIndex } from './saved-index.ts';
import type { Texts } from './question-score.ts';
import { WordIndex, type WordHit } from './word-index.ts';

/** The index of one base: documents, their passages, and the words in them. */
export class BaseIndex {
  readonly documents: Map<string, IndexedDocument>;
  readonly passages: Map<number, StoredPassage>;
  readonly #words: WordIndex;
  #next: number;

  private constructor(content?: IndexContent) {
    this.documents = new Map(content?.documents);
    this.passages = new Map(content?.passages);
    this.#words = content?.words ?? new WordIndex();
    this.#next = content?.next ?? 0;
  }

  static empty(): BaseIndex {
    return new BaseIndex();
  }

  /** The index that a file holds; an empty one where there is none of this version, or none that is whole. */
  static async load(file: string): Promise<BaseIndex> {
    try {
      return new BaseIndex(readSavedIndex(await readFile(file)));
    } catch {
      return new BaseIndex();
    }
  }

  /** Writes the index beside the old one and puts it in its place at once: who reads meets one or the other. */
  async save(file: string): Promise<void> {
    const { documents, passages } = this;
    const saved = savedIndex({ next: this.#next, documents, passages, words: this.#words });
    const fresh = `${file}.${process.pid}.${crypto.randomUUID()}`;
    await mkdir(path.dirname(file), { recursive: true });
    try {
      await writeFile(fresh, saved);
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
      this.#words.add(id, textsOf(passage));
      return id;
    });
    this.documents.set(file, { ...document, passages: numbers });
  }

  remove(file: string): void {
    for (const id of this.documents.get(file)?.passages ?? []) {
      this.passages.delete(id);
      this.#words.remove(id);
    }
    this.documents.delete(file);
  }

  /** The passages that have words of a question, the best first; `count` of them are what they should be. */
  search(question: string, count: number): WordHit[] {
    const depth = Math.max(LEAST_DEPTH, count * 2);
    return this.#words.search(question, depth, (id) => {
      const passage = this.passages.get(id);
      return passage ? textsOf(passage) : { headings: '', text: '' };
    });
  }
}

/** How many passages a search looks at closely. */
const LEAST_DEPTH = 20;

/** A file's name says what it is about, as a heading does. */
function textsOf({ text, source: { file, headings } }: StoredPassage): Texts {
  return { text, headings: [file.replace(/\.[^.]*$/, ''), ...headings].join('\n') };
}
