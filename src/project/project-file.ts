import type { Report } from '../diagnostics/diagnostic.ts';
import { nearestOrPart } from '../diagnostics/nearest.ts';
import { plainText } from '../flow/read/plain-text.ts';
import { keyText, valueOf, type MapEntry, type MapTree } from '../flow/tree.ts';
import { toJson, type Value } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { doorKeys } from './doors.ts';
import {
  refusalOf,
  settingFromValue,
  settingNames,
  settingOf,
  type SettingName,
} from './settings.ts';
import type { FileSetting } from './settle-settings.ts';

/** Keys that are read elsewhere: by read-models.ts and doors.ts. */
const otherKeys: readonly string[] = ['models', ...doorKeys];

/**
 * The settings of a bisheng.yaml, by key. Reports a key that nobody knows as a warning, a value of the wrong kind
 * as an error.
 */
export function readProjectSettings(tree: MapTree, report: Report): Map<string, FileSetting> {
  const found = new Map<string, FileSetting>();
  readKeys(tree, '', found, report);
  return found;
}

function readKeys(
  tree: MapTree,
  prefix: string,
  found: Map<string, FileSetting>,
  report: Report,
): void {
  for (const entry of tree.entries) {
    const key = prefix + keyText(entry.key);
    const { value } = entry;
    // An empty key says nothing: `timeout:`.
    if (value.kind === 'scalar' && value.value === null) continue;
    // Names of the user's own stand there: they are read elsewhere.
    if (otherKeys.includes(key)) continue;
    if (isName(key)) readSetting(key, entry, found, report);
    else if (!isGroup(key)) warnUnknown(key, prefix, entry, report);
    else if (value.kind === 'map') readKeys(value, `${key}.`, found, report);
    else {
      report({
        severity: 'error',
        code: 'setting-invalid',
        message: message('setting-invalid/group', { name: key }),
        location: value.location,
        hint: message('setting-invalid/group-hint', { known: namesBelow(`${key}.`) }),
      });
    }
  }
}

function readSetting(
  name: SettingName,
  { value: tree }: MapEntry,
  found: Map<string, FileSetting>,
  report: Report,
): void {
  const { kind } = settingOf(name);
  const given = valueOf(tree);
  const value = settingFromValue(kind, given);
  if (value !== undefined) {
    found.set(name, { value: value, location: tree.location });
    return;
  }
  report({
    severity: 'error',
    code: 'setting-invalid',
    message: message(refusalOf(kind), { name, value: shown(given) }),
    location: tree.location,
  });
}

function warnUnknown(key: string, prefix: string, entry: MapEntry, report: Report): void {
  const known = namesBelow(prefix);
  const near = nearestOrPart(keyText(entry.key), known);
  report({
    severity: 'warning',
    code: 'setting-unknown',
    message: message('setting-unknown', { name: key }),
    location: entry.key.location,
    hint: near
      ? message('did-you-mean', { name: near })
      : message('setting-unknown/hint', { known }),
  });
}

function isName(key: string): key is SettingName {
  return settingNames.some((name) => name === key);
}

function isGroup(key: string): boolean {
  return settingNames.some((name) => name.startsWith(`${key}.`));
}

/** The keys that may stand below a prefix: `http` at the top, `proxy` below `http.`. */
function namesBelow(prefix: string): string[] {
  const names = settingNames
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length).replace(/\..*$/, ''));
  return [...new Set(prefix === '' ? [...names, ...otherKeys] : names)];
}

function shown(value: Value): string {
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  const text = typeof value === 'string' ? value : isPlain ? plainText(value) : toJson(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
