import { stat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import { SourceFile } from '../diagnostics/source-file.ts';
import { decodeSource, maxSourceBytes, tooLarge } from '../flow/read/decode.ts';
import { message, type Message } from '../messages/message.ts';
import type { PluginFolder } from './plugin.ts';

/** The folder of a project that its plugins are in. */
export const PLUGINS_FOLDER = 'plugins';
export const CODE_FILE = 'plugin.py';
export const MANIFEST_FILE = 'config.yaml';

/**
 * The folders below plugins/ with a plugin.py and a config.yaml, by name. Half ones are among them, with a finding;
 * folders with neither are something else. `shown` gives a path as the user knows it.
 */
export async function discoverPlugins(
  root: string,
  shown: (absolute: string) => string,
): Promise<PluginFolder[]> {
  const folder = path.join(root, PLUGINS_FOLDER);
  const names = await readdir(folder).catch(() => []);
  const ids = names.filter((name) => !/^[._]/.test(name)).sort();
  return readPluginFolders(
    ids.map((id) => path.join(folder, id)),
    shown,
  );
}

/** The same for folders anywhere. */
export async function readPluginFolders(
  folders: readonly string[],
  shown: (absolute: string) => string,
): Promise<PluginFolder[]> {
  const found = await Promise.all(
    folders.map((at) => readFolder({ id: path.basename(at), path: at }, shown)),
  );
  return found.filter((plugin) => plugin !== undefined);
}

async function readFolder(
  plugin: Pick<PluginFolder, 'id' | 'path'>,
  shown: (absolute: string) => string,
): Promise<PluginFolder | undefined> {
  const manifest = path.join(plugin.path, MANIFEST_FILE);
  const [code, config, other] = await Promise.all([
    isFile(path.join(plugin.path, CODE_FILE)),
    isFile(manifest),
    isFile(path.join(plugin.path, 'config.yml')),
  ]);
  if (!code && !config) return undefined;
  const diagnostics: Diagnostic[] = [];
  const report = (found: Diagnostic): void => void diagnostics.push(found);
  const half = (missing: string, hint: Message): void =>
    report({
      severity: 'warning',
      code: 'plugin-incomplete',
      message: message('plugin-incomplete', { plugin: plugin.id, file: missing }),
      location: {
        file: new SourceFile(shown(path.join(plugin.path, code ? CODE_FILE : MANIFEST_FILE)), ''),
        start: 0,
        end: 0,
      },
      hint,
    });
  if (!code) half(CODE_FILE, message('plugin-incomplete/hint-code'));
  else if (!config) {
    half(MANIFEST_FILE, message(`plugin-incomplete/hint-${other ? 'rename' : 'config'}`));
  }
  const source = config ? await readSource(manifest, shown(manifest), report) : undefined;
  return { ...plugin, source, hasCode: code, diagnostics };
}

async function readSource(
  absolute: string,
  shown: string,
  report: Report,
): Promise<SourceFile | undefined> {
  try {
    const { size } = await stat(absolute);
    const large = size > maxSourceBytes ? tooLarge(shown, size) : undefined;
    const decoded = large ? { diagnostic: large } : decodeSource(shown, await readFile(absolute));
    if ('source' in decoded) return decoded.source;
    report(decoded.diagnostic);
  } catch (error) {
    report({
      severity: 'error',
      code: 'file-unreadable',
      message: message('file-unreadable', { file: shown, reason: reasonOf(error) }),
      location: { file: new SourceFile(shown, ''), start: 0, end: 0 },
    });
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
