import path from 'node:path';
import { parseEnv } from 'node:util';
import { boundedFile } from '../components/file-pieces.ts';
import { message } from '../messages/message.ts';
import { fileProblem, isNoFile } from './file-problem.ts';
import type { Environment } from './language.ts';
import { UsageError } from './usage-error.ts';

/** More is no list of variables. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The variables of a project's .env; none where there is no such file (a folder of that name is a Python
 * environment). Throws UsageError where it may not be read.
 */
export async function readDotenv(folder: string): Promise<Environment> {
  const file = path.join(folder, '.env');
  // It may be a pipe in which a store of secrets writes.
  const bytes = await boundedFile(file, MOST_BYTES).catch((error: unknown) => {
    if (isNoFile(error)) return Buffer.alloc(0);
    throw new UsageError(fileProblem(error, file));
  });
  if (!bytes) throw new UsageError(message('dotenv-large', { file }));
  const text = bytes.toString();
  return parseEnv(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
}
