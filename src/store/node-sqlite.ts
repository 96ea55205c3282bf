import type { Driver, Row, Statement } from './database.ts';

/** As far as it is needed; the oldest Node that we build for has no types of it. */
interface NodeSqlite {
  readonly DatabaseSync: new (file: string) => {
    exec(sql: string): void;
    prepare(sql: string): {
      run(...values: readonly unknown[]): unknown;
      get(...values: readonly unknown[]): unknown;
      all(...values: readonly unknown[]): unknown;
    };
    close(): void;
  };
}

/** The runtime's own SQLite, where it has one. */
export function nodeSqlite(): Driver | undefined {
  const found = quietly(
    // Not each Node that we run on has the function.
    () =>
      (process as Partial<typeof process>).getBuiltinModule?.('node:sqlite') as
        NodeSqlite | undefined,
  );
  if (!found) return undefined;
  const { DatabaseSync } = found;
  return (file) => {
    const database = new DatabaseSync(file);
    const prepare = (sql: string): Statement => {
      const statement = database.prepare(sql);
      return {
        run: (...values) => void statement.run(...values),
        get: (...values) => statement.get(...values) as Row | undefined,
        all: (...values) => statement.all(...values) as Row[],
      };
    };
    return { exec: (sql) => database.exec(sql), prepare, close: () => database.close() };
  };
}

/** Node says of the module that it is experimental: of no use to who runs a flow. Nothing else is kept from them. */
function quietly<T>(load: () => T): T {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (rest[0] === 'ExperimentalWarning' && String(warning).startsWith('SQLite')) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
