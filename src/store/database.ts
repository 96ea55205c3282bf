/** What a column holds. */
export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** A prepared statement; its values stand for the question marks, in their order. Throws what the driver throws. */
export interface Statement {
  run(...values: readonly Cell[]): void;
  get(...values: readonly Cell[]): Row | undefined;
  all(...values: readonly Cell[]): Row[];
}

/** An open SQLite database, whoever speaks to it: the runtime's own module, or a library. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

/** Opens a file, which is made where it isn't there. */
export type Driver = (file: string) => Database;
