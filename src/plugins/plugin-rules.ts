import { access, constants, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { SandboxRules } from '../python/sandbox-rules.ts';
import { parsePermission, type Permission } from './permissions.ts';
import type { Plugin } from './plugin.ts';

/** What a plugin gets where its config.yaml has no `limits`; see docs/permissions.md. */
export const defaultLimits: SandboxRules['limits'] = {
  memory: 1024,
  cpu: 600,
  processes: 64,
  file: 256,
};

/** Where a plugin is at home. Paths are absolute. */
export interface PluginPlace {
  /** The project: what relative paths are relative to. */
  readonly project: string;
  /** Folders and files of its Python environment. */
  readonly environment: readonly string[];
  /** Its cache folder; it exists. */
  readonly home: string;
  /** Where programs are looked for: the folders of `PATH`. */
  readonly programs: string;
}

/** The cache folder of a plugin; nobody else's, and the only place where it may write unasked. */
export function pluginHome(project: string, id: string): string {
  return path.join(project, '.bisheng', 'cache', id);
}

/**
 * What the worker of a plugin is told. Symbolic links are followed; a permission for something that doesn't exist gives
 * nothing, as do permissions that make no sense (`checkPermission` reports them).
 */
export async function sandboxRules(
  plugin: Pick<Plugin, 'id' | 'path' | 'permissions' | 'limits'>,
  place: PluginPlace,
): Promise<SandboxRules> {
  const asked = plugin.permissions.map(parsePermission).filter((one) => one.kind !== 'invalid');
  const [read, write, run] = await Promise.all([
    realPaths([plugin.path, ...place.environment, ...valuesOf(asked, 'read')], place),
    realPaths(valuesOf(asked, 'write'), place),
    realPrograms(valuesOf(asked, 'run'), place),
  ]);
  return {
    plugin: plugin.id,
    read,
    write,
    run,
    env: valuesOf(asked, 'env'),
    network: asked.some(({ kind }) => kind === 'network'),
    home: (await real(place.home)) ?? place.home,
    limits: { ...defaultLimits, ...plugin.limits },
  };
}

/** The permissions of a plugin that give nothing because there is no such file, folder or program; as written. */
export async function missingPlaces(
  plugin: Pick<Plugin, 'permissions'>,
  place: Pick<PluginPlace, 'project' | 'programs'>,
): Promise<string[]> {
  const checked = await Promise.all(
    plugin.permissions.map(async (text) => {
      const one = parsePermission(text);
      if (!('value' in one) || one.kind === 'env') return false;
      const find = one.kind === 'run' ? realPrograms : realPaths;
      return (await find([one.value], place)).length === 0;
    }),
  );
  return plugin.permissions.filter((_, n) => checked[n]);
}

function valuesOf(asked: readonly Permission[], kind: Permission['kind']): string[] {
  return asked.flatMap((one) => (one.kind === kind && 'value' in one ? [one.value] : []));
}

async function realPaths(
  paths: readonly string[],
  place: Pick<PluginPlace, 'project'>,
): Promise<string[]> {
  return distinct(await Promise.all(paths.map((one) => real(absolute(one, place.project)))));
}

/** A name without a slash is looked for as a shell does, in PATH. */
async function realPrograms(
  programs: readonly string[],
  place: Pick<PluginPlace, 'project' | 'programs'>,
): Promise<string[]> {
  const folders = place.programs.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const found = programs.map(async (program) => {
    const candidates = /[\\/]/.test(program)
      ? [absolute(program, place.project)]
      : folders.map((folder) => path.join(folder, program));
    for (const candidate of candidates) {
      const runs = await access(candidate, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs) return real(candidate);
    }
    return undefined;
  });
  return distinct(await Promise.all(found));
}

function absolute(written: string, project: string): string {
  const tilde = /^~(?=$|[\\/])/.exec(written);
  return tilde ? path.join(homedir(), written.slice(1)) : path.resolve(project, written);
}

function real(absolutePath: string): Promise<string | undefined> {
  return realpath(absolutePath).catch(() => undefined);
}

function distinct(paths: readonly (string | undefined)[]): string[] {
  return [...new Set(paths.filter((one) => one !== undefined))];
}
