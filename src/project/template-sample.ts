import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isObject, toJson, type Value } from '../flow/value.ts';
import { valueOf } from '../flow/tree.ts';
import { readTree } from '../flow/read/read.ts';
import { readSource } from './read-source.ts';
import type { TemplateFile } from './template-files.ts';

/** What a template can be tried with. */
export interface TemplateSample {
  /** The file of its run input, absolute. */
  readonly input: string | undefined;
  /** `name=value` for `--param`. */
  readonly parameters: readonly string[];
}

/**
 * What lies for a template in `samples/` beside it: a file with its id and any other ending is its input, one with
 * `.yaml` its parameters. Undefined where there is nothing.
 */
export async function templateSample(file: TemplateFile): Promise<TemplateSample | undefined> {
  const folder = path.join(path.dirname(file.absolute), 'samples');
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => path.parse(name).name === file.id,
  );
  if (names.length === 0) return undefined;
  const input = names.find((name) => !name.endsWith('.yaml'));
  const parameters = names.find((name) => name.endsWith('.yaml'));
  return {
    input: input && path.join(folder, input),
    parameters: parameters === undefined ? [] : await pairsIn(path.join(folder, parameters)),
  };
}

async function pairsIn(absolute: string): Promise<string[]> {
  const decoded = await readSource(absolute, absolute);
  const tree = 'source' in decoded ? readTree(decoded.source, () => undefined) : undefined;
  const values = tree && valueOf(tree);
  return isObject(values) ? Object.entries(values).map(([name, value]) => pair(name, value)) : [];
}

function pair(name: string, value: Value): string {
  return typeof value === 'string' ? `${name}=${value}` : `${name}:=${toJson(value)}`;
}
