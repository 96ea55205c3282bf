import type { Report } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import { Fields } from '../flow/parse/fields.ts';
import { readTree } from '../flow/read/read.ts';
import { objectValueOf, placeIn, type ScalarTree, type Tree } from '../flow/tree.ts';
import { objectOf } from '../flow/value.ts';
import { message, type MessageKey } from '../messages/message.ts';
import { checkPermission } from './permissions.ts';
import type { Plugin, PluginLimits } from './plugin.ts';
import { parseRequirement, type Requirement } from './requirement.ts';

/** The keys of config.yaml, as the guide shows them; `limits` is ours. */
export const manifestKeys: readonly string[] = [
  'name',
  'version',
  'description',
  'author',
  'class_name',
  'dependencies',
  'config',
  'permissions',
  'limits',
];

/**
 * Reads a plugin's config.yaml (the guide, “插件配置文件示例”). Findings have their places; undefined where there is no
 * knowing which class the plugin is.
 */
export function readManifest(
  source: SourceFile,
  { id, path }: Pick<Plugin, 'id' | 'path'>,
  report: Report,
): Plugin | undefined {
  const tree = readTree(source, report);
  if (!tree) return undefined;
  if (tree.kind !== 'map') {
    report({
      severity: 'error',
      code: 'plugin-manifest',
      message: message('plugin-manifest'),
      location: tree.location,
      hint: message('plugin-manifest/hint'),
    });
    return undefined;
  }
  const fields = new Fields(tree, report);
  fields.warnUnknown(manifestKeys, 'key-unknown/plugin');
  const className = fields.text('class_name');
  const config = fields.object('config');
  const [name, version, description, author] = labels.map((key) => textOf(fields.text(key)));
  const plugin = {
    id,
    path,
    name: name ?? id,
    version: version ?? null,
    description: description ?? null,
    author: author ?? null,
    dependencies: readDependencies(fields, report),
    config: config ? objectValueOf(config) : objectOf([]),
    permissions: readPermissions(fields, report),
    limits: readLimits(fields, report),
    manifest: tree,
  };
  if (className) return { ...plugin, className: textOf(className) ?? '' };
  const start = { file: source, start: 0, end: 0 };
  report({
    severity: 'error',
    code: 'plugin-class-missing',
    message: message('plugin-class-missing'),
    location: fields.tree('class_name')?.location ?? tree.entries[0]?.key.location ?? start,
    hint: message('plugin-class-missing/hint'),
  });
  return undefined;
}

const labels = ['name', 'version', 'description', 'author'] as const;

/** A text as written: the version `1.10` is not the number 1.1. */
function textOf(scalar: ScalarTree | undefined): string | undefined {
  if (!scalar) return undefined;
  const { value, location } = scalar;
  if (typeof value === 'string') return value;
  return location.file.text.slice(location.start, location.end);
}

function readDependencies(fields: Fields, report: Report): Requirement[] {
  return textsIn(fields, 'dependencies', report).flatMap(({ text, scalar }) => {
    const read = parseRequirement(text);
    if (!('problem' in read)) return read;
    const { problem, start, end } = read;
    report({
      severity: 'error',
      code: 'requirement-invalid',
      message: message(`requirement-invalid/${problem}`, {
        requirement: text,
        part: text.slice(start, end),
      }),
      location: end > start ? placeIn(scalar, start, end) : scalar.location,
      hint: message('requirement-invalid/hint'),
    });
    return [];
  });
}

function readPermissions(fields: Fields, report: Report): string[] {
  return textsIn(fields, 'permissions', report).map(({ text, scalar }) => {
    checkPermission(text, scalar, report);
    return text;
  });
}

/** The texts of a list; an item that is none is reported and left out. */
function textsIn(
  fields: Fields,
  name: string,
  report: Report,
): { readonly text: string; readonly scalar: ScalarTree }[] {
  return (fields.list(name)?.items ?? []).flatMap((item) => {
    if (isText(item)) return { text: item.value, scalar: item };
    report({
      severity: 'error',
      code: 'field-type',
      message: message('field-type', { field: name }),
      location: item.location,
      hint: message('kind/text'),
    });
    return [];
  });
}

function isText(tree: Tree): tree is ScalarTree & { readonly value: string } {
  return tree.kind === 'scalar' && typeof tree.value === 'string';
}

const limitKeys = ['memory', 'cpu', 'processes', 'file'] as const;

function readLimits(fields: Fields, report: Report): PluginLimits {
  const tree = fields.object('limits');
  if (!tree) return {};
  const limits = new Fields(tree, report);
  limits.warnUnknown(limitKeys, 'key-unknown/limits' satisfies MessageKey);
  const given = limitKeys.map((key) => [key, limits.integer(key, 1)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
