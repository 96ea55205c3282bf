import path from 'node:path';
import { readRegularFile } from '../files/read-regular-file.ts';
import { readDotenv } from './dotenv.ts';
import type { Environment } from './language.ts';
import { PROJECT_FILE } from './project-root.ts';

/** Names of variables whose values are nobody's business. */
const SECRET_NAME =
  /(?:^|_)(?:[A-Z]*KEY|TOKEN|SECRET|PASSWORD|PASSWD|PWD|CREDENTIALS?|AUTH|DSN)(?:_|\d|$)/i;
/** The variables that a bisheng.yaml names. */
const NAMED = /\bapi_key_env["']?\s*:\s*["']?([A-Za-z_]\w*)|\$\{env\.([A-Za-z_]\w*)\}/g;

/**
 * What a project's folder says of secrets, without reading its file as YAML: the values of the variables that its bisheng.yaml
 * names, and of those in .env that are called like a secret. Never throws: whoever reads the files for their own sake tells
 * what is wrong with them.
 */
export async function knownSecrets(root: string, environment: Environment): Promise<string[]> {
  const [dotenv, text = ''] = await Promise.all([
    readDotenv(root).catch((): Environment => ({})),
    readRegularFile(path.join(root, PROJECT_FILE)),
  ]);
  const named = [...text.matchAll(NAMED)].flatMap(([, key, inHeader]) => key ?? inHeader ?? []);
  const all = { ...dotenv, ...environment };
  return [...named.flatMap((name) => all[name] ?? []), ...secretValues(dotenv)];
}

/** The values of variables that are called like a secret. */
export function secretValues(variables: Environment): string[] {
  return Object.entries(variables).flatMap(([name, value = '']) =>
    SECRET_NAME.test(name) && value.trim() !== '' ? [value.trim()] : [],
  );
}
