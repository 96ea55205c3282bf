import { isObject, own, type Value, type ValueObject } from '../flow/value.ts';
import { below, type PlannedFile } from './planned-file.ts';
import { componentKinds, flowKinds, type ScaffoldRequest } from './request.ts';

/** Where a project keeps what was written for it. It is committed: `update` needs it. */
export const RECORDS = '.bisheng-scaffold';

/** What was asked for, and the texts that were written. */
export interface ScaffoldRecord {
  readonly request: ScaffoldRequest;
  /** Texts as they were written, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** The record of a scaffold as a file. Files that only fill a gap of the project's are not its own. */
export function recordFile(request: ScaffoldRequest, files: readonly PlannedFile[]): PlannedFile {
  const { kind, folder, name } = request;
  const id = kind === 'project' ? 'project' : below(folder, name).replaceAll('/', '.');
  const document = {
    format_version: 1,
    about: 'Written by bisheng. Commit it: `bisheng update` needs it.',
    request,
    files: Object.fromEntries(
      files.filter((file) => !file.optional).map(({ path, text }) => [path, text]),
    ),
  };
  const ending = kind === 'project' ? '' : `.${kind}`;
  return { path: `${RECORDS}/${id}${ending}.json`, text: `${JSON.stringify(document, null, 2)}\n` };
}

/** Reads a record; undefined where it is none, or one of a later version. */
export function readRecord(text: string): ScaffoldRecord | undefined {
  let document: Value;
  try {
    document = JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
  if (!isObject(document) || own(document, 'format_version') !== 1) return undefined;
  const request = own(document, 'request');
  const files = own(document, 'files');
  if (!isObject(request) || !isObject(files) || !isRequest(request)) return undefined;
  const texts = Object.entries(files).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && isInside(entry[0]),
  );
  if (texts.length < Object.keys(files).length) return undefined;
  return { request: request as unknown as ScaffoldRequest, files: new Map(texts) };
}

/** Somebody may have changed a record by hand: a path in it leads nowhere else. */
function isInside(path: string): boolean {
  return (
    !/^[/\\]|^[A-Za-z]:|\\/.test(path) && !path.split('/').some((part) => /^\.{0,2}$/.test(part))
  );
}

const kindsOfTexts: Readonly<Record<string, readonly string[]>> = {
  component: ['displayName', 'description', 'icon'],
  plugin: ['version', 'description', 'author'],
  flow: ['displayName', 'description'],
  template: ['displayName', 'description'],
  project: [],
};
const kindsOfLists: Readonly<Record<string, readonly string[]>> = {
  component: ['inputs', 'outputs'],
  plugin: ['permissions', 'dependencies', 'config'],
  flow: [],
  template: ['parameters'],
  project: [],
};

function isRequest(request: ValueObject): boolean {
  const kind = own(request, 'kind');
  if (typeof kind !== 'string' || !Object.hasOwn(kindsOfTexts, kind)) return false;
  const isText = (key: string): boolean => typeof own(request, key) === 'string';
  const isList = (key: string): boolean => {
    const list = own(request, key);
    return Array.isArray(list) && list.every((item) => typeof item === 'string');
  };
  const variants: readonly string[] =
    kind === 'component' ? componentKinds : kind === 'flow' ? flowKinds : [];
  const variant = own(request, 'variant');
  const { name, folder, language } = request;
  return (
    [...(kindsOfTexts[kind] ?? []), 'name', 'folder'].every(isText) &&
    (kindsOfLists[kind] ?? []).every(isList) &&
    (language === 'en' || language === 'zh') &&
    (folder === '' || isInside(folder as string)) &&
    /^[\w-]*$/.test(name as string) &&
    (variants.length === 0 || (typeof variant === 'string' && variants.includes(variant))) &&
    (own(request, 'tests') === undefined || typeof own(request, 'tests') === 'boolean')
  );
}
