import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { fileProblem, isNoFile } from './file-problem.ts';
import type { Environment } from './language.ts';
import { UsageError } from './usage-error.ts';

/**
 * The variables of a project's .env; none where there is no such file (a folder of that name is a Python
 * environment). Throws UsageError where it may not be read.
 */
export async function readDotenv(folder: string): Promise<Environment> {
  const file = path.join(folder, '.env');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isNoFile(error)) return '';
    throw new UsageError(fileProblem(error, file));
  });
  return parseEnv(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
}
