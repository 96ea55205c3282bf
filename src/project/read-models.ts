import type { Report } from '../diagnostics/diagnostic.ts';
import { nearestOrPart } from '../diagnostics/nearest.ts';
import { plainText } from '../flow/read/plain-text.ts';
import { child, keyText, valueOf, type MapEntry, type Tree } from '../flow/tree.ts';
import { isObject, type Value } from '../flow/value.ts';
import { message, type MessageKey } from '../messages/message.ts';
import { reservedNames, type ModelConfig, type ModelsConfig } from '../models/model-config.ts';
import { localModels } from '../models/unknown-model.ts';
import { invalidKey, secretIn, secretKeys } from './secret-in-file.ts';

/** The keys of a model in bisheng.yaml. */
export const modelKeys = [
  'base_url',
  'model',
  'api_key_env',
  'kind',
  'timeout',
  'context_tokens',
  'headers',
] as const;
const kinds: readonly ModelConfig['kind'][] = ['chat', 'embedding'];

/**
 * The `models` of a bisheng.yaml. Reports what is wrong with them; such a model is there all the same, so that flows which
 * name it are not blamed for it.
 */
export function readModels(tree: Tree | undefined, report: Report): ModelsConfig {
  if (!tree || (tree.kind === 'scalar' && tree.value === null)) return { models: new Map() };
  if (tree.kind !== 'map') {
    reportInvalid('setting-invalid/group', 'models', tree, report);
    return { models: new Map() };
  }
  const models = new Map<string, ModelConfig>();
  for (const entry of tree.entries) {
    const name = keyText(entry.key);
    if (name === 'default') continue;
    if (reservedNames.includes(name)) {
      reportInvalid('model-setting/reserved', name, entry.key, report);
    } else models.set(name, readModel(name, entry, report));
  }
  const chosen = readDefault(child(tree, 'default'), models, report);
  return chosen === undefined ? { models } : { default: chosen, models };
}

function readDefault(
  tree: Tree | undefined,
  models: ReadonlyMap<string, ModelConfig>,
  report: Report,
): string | undefined {
  const value = tree && valueOf(tree);
  if (!tree || value === null || value === undefined) return undefined;
  const known = [...models].filter(([, { kind }]) => kind === 'chat').map(([name]) => name);
  const names = [...known, ...localModels];
  if (typeof value === 'string' && names.includes(value)) return value;
  const near = typeof value === 'string' ? nearestOrPart(value, names) : undefined;
  report({
    severity: 'error',
    code: 'setting-invalid',
    message: message('model-setting/default', { value: shown(value) }),
    location: tree.location,
    hint: near
      ? message('did-you-mean', { name: near })
      : message('model-unknown/hint', { known: names }),
  });
  return undefined;
}

function readModel(name: string, { value: tree }: MapEntry, report: Report): ModelConfig {
  const path = `models.${name}`;
  if (tree.kind !== 'map') {
    reportInvalid('setting-invalid/group', path, tree, report);
    return { kind: 'chat', baseUrl: '', model: name };
  }
  for (const { key } of tree.entries) checkKey(path, key, report);
  /** A key's value where it is of the kind that `accept` takes. */
  const read = <T>(key: string, refusal: MessageKey, accept: (value: Value) => T | undefined) => {
    const at = child(tree, key);
    const value = at && valueOf(at);
    if (!at || value === null || value === undefined) return undefined;
    const accepted = accept(value);
    // A text may be a key that was put here by mistake; a number is none.
    const told = typeof value === 'number' ? { value: plainText(value) } : {};
    if (accepted === undefined) reportInvalid(refusal, `${path}.${key}`, at, report, told);
    return accepted;
  };
  const baseUrl = read('base_url', 'model-setting/url', readUrl);
  const model = read('model', 'setting-invalid/text', readText);
  const keyVariable = read('api_key_env', 'model-setting/variable', readVariable);
  const kind = read('kind', 'model-setting/kind', (value) => kinds.find((k) => k === value));
  const timeout = read('timeout', 'setting-invalid/seconds', readSeconds);
  const contextTokens = read('context_tokens', 'setting-invalid/count', readCount);
  const headers = readHeaders(path, child(tree, 'headers'), report);
  for (const key of ['base_url', 'model']) {
    const value = child(tree, key);
    if (value && !(value.kind === 'scalar' && value.value === null)) continue;
    reportInvalid('model-setting/missing', path, tree, report, { key });
  }
  return {
    kind: kind ?? 'chat',
    baseUrl: baseUrl ?? '',
    model: model ?? name,
    ...(keyVariable !== undefined && { keyVariable }),
    ...(timeout !== undefined && { timeout }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(headers && { headers }),
  };
}

/** Reports a key that nobody knows; one that would hold a secret is an error of its own. */
function checkKey(path: string, key: MapEntry['key'], report: Report): void {
  const name = keyText(key);
  const known: readonly string[] = modelKeys;
  if (known.includes(name)) return;
  if (secretKeys.test(name)) {
    report(invalidKey(`${path}.${name}`, key.location));
    return;
  }
  const near = nearestOrPart(name, known);
  report({
    severity: 'warning',
    code: 'setting-unknown',
    message: message('setting-unknown', { name: `${path}.${name}` }),
    location: key.location,
    hint: near
      ? message('did-you-mean', { name: near })
      : message('setting-unknown/hint', { known }),
  });
}

function readHeaders(
  path: string,
  tree: Tree | undefined,
  report: Report,
): ReadonlyMap<string, string> | undefined {
  if (!tree || (tree.kind === 'scalar' && tree.value === null)) return undefined;
  if (tree.kind !== 'map') {
    reportInvalid('setting-invalid/group', `${path}.headers`, tree, report);
    return undefined;
  }
  const headers = new Map<string, string>();
  for (const { key, value: at } of tree.entries) {
    const name = keyText(key);
    const value = valueOf(at);
    const text = typeof value === 'object' ? undefined : String(value);
    if (text === undefined || /[\r\n\0]/.test(text) || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      reportInvalid('model-setting/header', `${path}.headers.${name}`, at, report);
    } else if (secretIn(name, text)) {
      report(invalidKey(`${path}.headers.${name}`, at.location));
    } else headers.set(name, text);
  }
  return headers;
}

function readUrl(value: Value): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const { protocol, username, password, search, hash } = new URL(value);
  const plain = [username, password, search, hash].every((part) => part === '');
  return /^https?:$/.test(protocol) && plain ? value.replace(/\/+$/, '') : undefined;
}

function readText(value: Value): string | undefined {
  return typeof value === 'object' || value === '' ? undefined : String(value);
}

/** The name of an environment variable; a key that was put here by mistake is none. */
function readVariable(value: Value): string | undefined {
  return typeof value === 'string' && /^[A-Za-z_]\w*$/.test(value) ? value : undefined;
}

function readSeconds(value: Value): number | undefined {
  return typeof value === 'number' && value > 0 && value <= 86_400 ? value : undefined;
}

function readCount(value: Value): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 1 ? Number(value) : undefined;
}

function reportInvalid(
  key: MessageKey,
  name: string,
  { location }: Pick<Tree, 'location'>,
  report: Report,
  values: Readonly<Record<string, string>> = {},
): void {
  report({
    severity: 'error',
    code: 'setting-invalid',
    message: message(key, { name, value: '', ...values }),
    location,
  });
}

function shown(value: Value): string {
  return typeof value === 'string' ? value.slice(0, 60) : isObject(value) ? '{…}' : '…';
}
