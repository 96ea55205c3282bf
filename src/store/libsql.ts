import Libsql from 'libsql';
import type { Cell, Database, Row, Statement } from './database.ts';

/** A database of libsql, which comes with the package as a prebuilt file for each system. */
export function libsql(file: string): Database {
  const database = new Libsql(file);
  const prepare = (sql: string): Statement => {
    const statement = database.prepare(sql);
    // A list, because the library takes a single null for one.
    const all = (values: readonly Cell[]): Row[] => statement.all(values) as Row[];
    return {
      run: (...values) => void statement.run(values),
      // Read to its end: a statement that is not would hold the database open.
      get: (...values) => all(values)[0],
      all: (...values) => all(values),
    };
  };
  return {
    exec: (sql) => void database.exec(sql),
    prepare,
    close() {
      // It lets go of the file only when the process ends, and then SQLite brings nothing into it any more.
      try {
        database.prepare('PRAGMA wal_checkpoint(PASSIVE)').all();
      } catch {
        // What stands beside it, the next one reads.
      }
      database.close();
    },
  };
}
