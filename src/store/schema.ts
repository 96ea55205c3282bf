import { message } from '../messages/message.ts';
import type { Database } from './database.ts';
import { StoreError } from './store-error.ts';
import { transaction } from './transaction.ts';

/** Tells our files from other databases: 'bshg'. */
const APPLICATION = 0x62736867;

/**
 * What makes a store of each version from one of the version before; the first makes it from nothing. None is ever
 * changed once it was published: files that it has made are out there.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    flow TEXT NOT NULL,
    file TEXT NOT NULL,
    status TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    duration_ms REAL,
    error TEXT,
    questions TEXT,
    origin TEXT NOT NULL,
    owner TEXT
  );
  CREATE INDEX runs_by_start ON runs (started_at);
  CREATE TABLE sessions (
    run INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    owner TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    PRIMARY KEY (run, first_seq, started_at)
  ) WITHOUT ROWID;
  CREATE TABLE events (
    run INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (run, seq)
  ) WITHOUT ROWID;
  CREATE TABLE results (
    run INTEGER NOT NULL,
    n INTEGER NOT NULL,
    key TEXT NOT NULL,
    seq INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (run, n)
  ) WITHOUT ROWID;
  CREATE TABLE blobs (hash TEXT PRIMARY KEY, body TEXT NOT NULL);
  CREATE TABLE attachments (
    run INTEGER NOT NULL,
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (run, name)
  ) WITHOUT ROWID;
  CREATE INDEX attachments_by_hash ON attachments (hash);
  CREATE TABLE cache (
    key TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    size INTEGER NOT NULL,
    used_at INTEGER NOT NULL
  );
  CREATE INDEX cache_by_use ON cache (used_at);
  `,
  `
  ALTER TABLE runs ADD COLUMN user TEXT;
  CREATE INDEX runs_by_user ON runs (user, started_at);
  `,
  `
  ALTER TABLE runs ADD COLUMN size INTEGER;
  ALTER TABLE runs ADD COLUMN served TEXT;
  ALTER TABLE runs ADD COLUMN session TEXT;
  CREATE INDEX runs_by_session ON runs (user, session, started_at) WHERE session IS NOT NULL;
  DROP INDEX runs_by_user;
  CREATE INDEX runs_by_user ON runs (user, started_at, status, size);
  `,
];

/** Brings a store that was checked to the newest version, all at once or not at all. Throws StoreError. */
export function migrate(database: Database, file: string, steps: readonly string[]): void {
  if (checkVersion(database, file, steps) === steps.length) return;
  transaction(database, () => {
    // Another process may have been faster.
    for (const step of steps.slice(checkVersion(database, file, steps))) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION}`);
    database.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

/**
 * The version of a store; 0 of a new file. Throws StoreError: `newer` where nobody here knows it, `corrupt` where it is a
 * database of something else.
 */
export function checkVersion(database: Database, file: string, steps: readonly string[]): number {
  const found = pragma(database, 'user_version');
  const newest = steps.length;
  const isOurs = pragma(database, 'application_id') === APPLICATION;
  const isEmpty = (): boolean => !database.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get();
  if (!isOurs && (found !== 0 || !isEmpty())) {
    throw new StoreError('corrupt', message('store-foreign', { file }));
  }
  if (found > newest) {
    const text = message('store-newer', { file, found, newest });
    throw new StoreError('newer', text, { hint: message('store-newer/hint') });
  }
  return found;
}

function pragma(database: Database, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}
