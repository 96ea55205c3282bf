import type { ComparedFile } from '../../comparison/compared-file.ts';
import { toJson, type Value } from '../../flow/value.ts';
import { unbroken } from '../text/json-chunks.ts';

/** The changes as one JSON document, ended by a line break. */
export function diffJson(files: readonly ComparedFile[]): string {
  const document = {
    format_version: 1,
    files: files.map(({ before, after, changes }) => ({ before, after, changes })),
    changes: files.reduce((sum, { changes }) => sum + changes.length, 0),
  };
  return `${unbroken(toJson(document as unknown as Value, 2))}\n`;
}
