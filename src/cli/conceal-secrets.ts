import { knownSecrets } from '../project/known-secrets.ts';
import { projectRoot } from '../project/project-root.ts';
import type { Terminal } from './terminal.ts';

/** Keeps the secrets of the project around a folder out of all that a command writes. */
export async function concealSecrets(
  folder: string,
  { environment, mask }: Pick<Terminal, 'environment' | 'mask'>,
): Promise<void> {
  mask.conceal(await knownSecrets(await projectRoot(folder, folder), environment));
}
