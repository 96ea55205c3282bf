import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync, linkSync, rmSync } from 'node:fs';
import path from 'node:path';
import { message } from '../messages/message.ts';
import { fileProblem } from '../project/file-problem.ts';
import { UsageError } from '../project/usage-error.ts';

/** HS256 wants at least as many bytes as its hash has (RFC 7518, 3.2). */
const LEAST_BYTES = 32;
/** Fewer different characters are no random text. */
const LEAST_DIFFERENT = 8;

/** What stands in keys of tutorials and templates, in lower case. */
const wellKnown: readonly string[] = [
  'your-secret-key',
  'your_secret_key',
  'yoursecretkey',
  'your-256-bit-secret',
  'a-string-secret-at-least-256-bits-long',
  '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7',
  'changethis',
  'change-me',
  'changeme',
  'change_this',
  'replace-me',
  'secret-key',
  'secret_key',
  'secretkey',
  'supersecret',
  'super-secret',
  'super_secret',
  'mysecret',
  'my-secret',
  'django-insecure',
  'insecure',
  'bisheng',
  'password',
  '12345678',
  'abcdefgh',
  'qwertyui',
];

/** The key that tokens are signed with, and where it comes from. */
export interface SecretKey {
  readonly bytes: Uint8Array;
  /** The file that has it; undefined where BISHENG_SECRET_KEY gives it. */
  readonly file: string | undefined;
}

/**
 * The server's key: BISHENG_SECRET_KEY, else that of the file `server.key` in `folder`, which is made where it is not there, readable for
 * nobody else. Throws UsageError for a key that somebody could guess, and for a file that others can read or that can't be used.
 */
export function secretKey(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): SecretKey {
  const given = environment.BISHENG_SECRET_KEY;
  if (given !== undefined && given !== '') {
    return { bytes: checked(given, 'BISHENG_SECRET_KEY'), file: undefined };
  }
  const file = path.join(folder, 'server.key');
  try {
    makeFile(file);
    refuseOpenFile(file);
    return { bytes: checked(readFileSync(file, 'utf8').trim(), file), file };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(fileProblem(error, file), message('serve/key-hint'));
  }
}

function checked(text: string, name: string): Uint8Array {
  const bytes = Buffer.from(text);
  const hint = message('serve/key-hint');
  if (bytes.length < LEAST_BYTES) {
    const values = { name, n: bytes.length, least: LEAST_BYTES };
    throw new UsageError(message('serve/key-short', values), hint);
  }
  const lower = text.toLowerCase();
  // A known word beside a random text does no harm.
  const rest = wellKnown.reduce((left, known) => left.replaceAll(known, ''), lower);
  if (rest.length < LEAST_BYTES / 2 || new Set(rest).size < LEAST_DIFFERENT) {
    throw new UsageError(message('serve/key-known', { name }), hint);
  }
  return bytes;
}

/** Whole or not at all, and only one of two processes that begin at the same time. */
function makeFile(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })) return;
  const folder = path.dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (path.basename(folder) === '.bisheng') writeFileSync(path.join(folder, '.gitignore'), '*\n');
  }
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Whoever could read it can make tokens. */
function refuseOpenFile(file: string): void {
  if (process.platform === 'win32' || (statSync(file).mode & 0o077) === 0) return;
  throw new UsageError(
    message('serve/key-open', { file }),
    message('serve/key-open-hint', { file }),
  );
}
