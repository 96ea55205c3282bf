import { shortDigest } from '../../flow/fingerprint/digest.ts';
import { partName } from '../../flow/fingerprint/fingerprint.ts';
import type { Environment } from '../../plugins/environment/environment.ts';
import type { Settings } from '../settings.ts';

/**
 * Adds the packages that Python code may use, where it may use any: those of its environment, and `installed`, which says of what
 * the interpreter has of its own (null: nothing of that counts).
 */
export function addPackages(
  parts: Map<string, string>,
  environment: Environment | null | undefined,
  installed: string | null = null,
): void {
  if (!environment && installed === null) return;
  const names = environment?.packages.map(({ name, version }) => `${name}==${version}`) ?? [];
  parts.set(partName.packages, shortDigest([...names.sort(), installed ?? ''].join('\n')));
}

/**
 * Adds what the settings let Python code do, where they say something of it: what is refused now, or no more, may make its result
 * another one. What a plugin may do in its sandbox stands in its own folder.
 */
export function addRights(
  parts: Map<string, string>,
  kind: 'component' | 'plugin' | 'code',
  { sandbox, 'components.permissions': permissions }: Settings,
): void {
  if (kind === 'component') {
    if (permissions === null || sandbox === 'off') return;
    parts.set(partName.rights, shortDigest(JSON.stringify([...permissions].sort())));
  } else if (sandbox === 'off') {
    parts.set(partName.rights, 'all');
  }
}
