import { closeSync, mkdirSync, openSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { message } from '../messages/message.ts';
import type { Database, Driver, Statement } from './database.ts';
import { DriverMissing, findDriver } from './find-driver.ts';
import { isCut } from './is-cut.ts';
import { fileAt, putAside } from './put-aside.ts';
import { checkVersion, migrate, migrations as all } from './schema.ts';
import { Store } from './store.ts';
import { StoreError, storeError } from './store-error.ts';
import { textsIn } from './text-in.ts';

/** What SQLite calls a database that is no file. */
const MEMORY = ':memory:';
/** How long one waits for others that write; after that it is an error. Milliseconds. */
const PATIENCE = 10_000;

export interface OpenedStore {
  readonly store: Store;
  /** Where a file went that could not be read as a store: a new one was begun in its place. */
  readonly aside?: string;
}

export interface OpenOptions {
  /** Doubles of tests. */
  readonly driver?: Driver;
  readonly migrations?: readonly string[];
}

/**
 * Opens a store, which is made where it isn't there, readable for nobody else. A damaged one is put aside and a new one
 * begun. Rejects with StoreError, but never with `corrupt`.
 */
export async function openStore(file: string, options: OpenOptions = {}): Promise<OpenedStore> {
  const driver = options.driver ?? (await findDriver().catch(missing));
  let seen: bigint | undefined;
  try {
    seen = fileAt(file);
    return { store: openAt(file, driver, options) };
  } catch (error) {
    const failure = storeError(error, file);
    if (failure.kind !== 'corrupt') throw failure;
    try {
      const aside = putAside(file, seen);
      return { store: openAt(file, driver, options), ...(aside !== undefined && { aside }) };
    } catch (again) {
      throw storeError(again, file);
    }
  }
}

/** A store in memory, which goes with the process. Rejects with StoreError. */
export async function openMemoryStore(): Promise<Store> {
  const driver = await findDriver().catch(missing);
  const database = telling(driver(MEMORY), MEMORY);
  migrate(database, MEMORY, all);
  return new Store(database, MEMORY, fileAt(MEMORY));
}

/** Whether there is a store at all; who only reads makes none. */
export function hasStore(file: string): boolean {
  try {
    statSync(file);
    return true;
  } catch (error) {
    // Of all else, say a folder that is a file, who opens it says what is wrong.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

function openAt(file: string, driver: Driver, { migrations = all }: OpenOptions): Store {
  makePlace(file);
  refuseOthers(file);
  if (isCut(file)) throw new StoreError('corrupt', message('store-cut', { file }));
  const database = telling(driver(file), file);
  try {
    database.exec(`PRAGMA busy_timeout = ${PATIENCE}`);
    // What is not ours stays as it is.
    if (checkVersion(database, file, migrations) === 0) {
      // The file remembers both.
      database.exec('PRAGMA auto_vacuum = INCREMENTAL');
      database.prepare('PRAGMA journal_mode = WAL').get();
    }
    database.exec('PRAGMA synchronous = FULL');
    migrate(database, file, migrations);
    return new Store(database, file, fileAt(file));
  } catch (error) {
    try {
      database.close();
    } catch {
      // The first failure says more.
    }
    throw error;
  }
}

/** SQLite gives the files beside it the rights of the first. */
function makePlace(file: string): void {
  if (hasStore(file)) return;
  const folder = path.dirname(file);
  // What happens in a project is nobody's source.
  if (makeFolder(folder) && path.basename(folder) === '.bisheng') {
    writeFileSync(path.join(folder, '.gitignore'), '*\n');
  }
  closeSync(openSync(file, 'a', 0o600));
}

/** Makes a folder and those around it; whether it was not there. (`recursive` would try for ever below /proc.) */
function makeFolder(folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
  if (path.dirname(folder) !== folder) makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    // Another process has made it meanwhile.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
    throw error;
  }
}

/** Where something else lies than a file, SQLite would wait for ever (a pipe) or say what nobody understands. */
function refuseOthers(file: string): void {
  for (const one of [file, `${file}-wal`, `${file}-shm`]) {
    const there = statSync(one, { throwIfNoEntry: false });
    if (there && !there.isFile()) {
      const hint = message('store-hint');
      throw new StoreError('closed', message('store-no-file', { file: one }), { hint });
    }
  }
}

/** The same database, but what it throws is a StoreError, and each statement is prepared only once. */
function telling(database: Database, file: string): Database {
  const prepared = new Map<string, Statement>();
  const told = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw storeError(error, file);
    }
  };
  return {
    exec: (sql) => told(() => database.exec(sql)),
    prepare: (sql) => {
      const known = prepared.get(sql);
      if (known) return known;
      const statement = told(() => database.prepare(sql));
      const telling: Statement = {
        run: (...values) => told(() => statement.run(...values)),
        get: (...values) => {
          const row = told(() => statement.get(...values));
          return row && textsIn(row);
        },
        all: (...values) => told(() => statement.all(...values)).map(textsIn),
      };
      prepared.set(sql, telling);
      return telling;
    },
    close: () => told(() => database.close()),
  };
}

function missing(error: unknown): never {
  if (!(error instanceof DriverMissing)) throw error;
  const hint = message('store-missing/hint');
  throw new StoreError('missing', message('store-missing'), { hint, cause: error });
}
