import { readFile } from 'node:fs/promises';
import type { StoredPassage } from './cut-passages.ts';
import { headingsOf } from './headings-of.ts';
import type { IndexContent, IndexedDocument } from './index-content.ts';
import { replaceFile } from '../files/replace-file.ts';
import { readSavedIndex, savedIndex } from './saved-index.ts';
import type { Texts } from './question-score.ts';
import { WordIndex, type TermVector, type WordHit } from './word-index.ts';

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

  /** Keeps the index in a file. */
  async save(file: string): Promise<void> {
    const { documents, passages } = this;
    const saved = savedIndex({ next: this.#next, documents, passages, words: this.#words });
    await replaceFile(file, saved);
  }

  /** The words of a passage, to be given to {@link put}. */
  wordsOf(passage: StoredPassage): TermVector {
    return this.#words.vectorOf(textsOf(passage));
  }

  /** Puts a document in, in the place of what was known of it. `words`: those of its passages. */
  put(
    file: string,
    document: Omit<IndexedDocument, 'passages'>,
    passages: readonly StoredPassage[],
    words: readonly TermVector[] = passages.map((passage) => this.wordsOf(passage)),
  ): void {
    this.remove(file);
    const numbers = passages.map((passage, n) => {
      const id = this.#next++;
      this.passages.set(id, passage);
      const vector = words[n];
      if (vector) this.#words.put(id, vector);
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

function textsOf(passage: StoredPassage): Texts {
  return { text: passage.text, headings: headingsOf(passage) };
}
