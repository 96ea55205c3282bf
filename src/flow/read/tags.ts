import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { excerpt } from '../../diagnostics/printable.ts';
import type { SourceFile } from '../../diagnostics/source-file.ts';
import { message } from '../../messages/message.ts';

/** The tags of YAML's core schema by their short names; a flow may hold nothing else. */
export type CoreTag = 'str' | 'int' | 'float' | 'bool' | 'null' | 'seq' | 'map';
const coreTags: readonly string[] = [
  'str',
  'int',
  'float',
  'bool',
  'null',
  'seq',
  'map',
] satisfies CoreTag[];

const CORE_PREFIX = /^(?:!!|!<tag:yaml\.org,2002:(?=.*>$))/;

/** The core tag that a written tag (`!!str`, `!<tag:yaml.org,2002:str>`) names; undefined for any other tag. */
export function coreTag(written: string): CoreTag | undefined {
  if (!CORE_PREFIX.test(written)) return undefined;
  const name = written.replace(CORE_PREFIX, '').replace(/>$/, '');
  return coreTags.includes(name) ? (name as CoreTag) : undefined;
}

/** The finding for a tag that names something else than plain data (`!!python/object`, `!Ref`). */
export function foreignTag(file: SourceFile, start: number, end: number): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml-tag',
    message: message('yaml-tag', { tag: excerpt(file.text.slice(start, end)) }),
    location: { file, start, end },
    hint: message('yaml-tag/hint'),
  };
}
