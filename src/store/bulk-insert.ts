import type { Cell, Database } from './database.ts';

/** So many rows go in with one statement, as far as there are so many; prepared once for each. */
const SIZES = [64, 16, 4, 1] as const;

/** Inserts many rows with few calls of the database: a call costs more than a row. */
export class BulkInsert {
  readonly #database: Database;
  readonly #texts: readonly string[];

  /** `begin`: the statement up to VALUES. */
  constructor(database: Database, begin: string, columns: number) {
    const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
    this.#database = database;
    this.#texts = SIZES.map((size) => `${begin} ${Array.from({ length: size }, () => row).join()}`);
  }

  /** Throws what the database throws. */
  run(rows: readonly (readonly Cell[])[]): void {
    let at = 0;
    for (const [index, size] of SIZES.entries()) {
      for (; rows.length - at >= size; at += size) {
        this.#database.prepare(this.#texts[index] ?? '').run(...rows.slice(at, at + size).flat());
      }
    }
  }
}
