import { toJson, type Value } from '../flow/value.ts';
import type { MessageKey, Say } from '../messages/message.ts';
import {
  commentText,
  markdownText,
  pythonDoc,
  pythonLiteral,
  withoutPlaceholders,
  yamlValue,
} from './literals.ts';

/** What a file is written in; it decides how values are escaped. */
export type FileLanguage = 'python' | 'yaml' | 'flow' | 'markdown' | 'plain';

/** Text that is already in the file's language and goes in as it is. */
export class Code {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Values = Readonly<Record<string, Value | Code>>;

const PLACE = /@@(?:(say):)?([\w-]+)(?:\|(doc|comment|code))?@@/g;

/**
 * Fills the `@@name@@` places of a scaffold's file. A value becomes a literal of the file's language; with `|doc` it
 * goes into a docstring, with `|comment` into a comment, with `|code` it stands as it is (for names, which are
 * checked). `@@say:key@@` is the catalogue's `scaffold-text/key`. A line that has nothing but an empty place goes away.
 */
export function fill(text: string, language: FileLanguage, values: Values, say: Say): string {
  const written: string[] = [];
  const lines = text.split('\n');
  for (const [n, line] of lines.entries()) {
    const indent = /^ */.exec(line)?.[0] ?? '';
    const filled = line.replace(
      PLACE,
      (place, isSaid: string | undefined, name: string, way: string | undefined) => {
        const value = isSaid
          ? say({ key: `scaffold-text/${name}` as MessageKey })
          : valueOf(values, name);
        if (value === undefined) throw new Error(`nothing to fill ${place} with`);
        if (value instanceof Code) return indented(value.text, indent);
        const result = escaped(value, language, way, indent);
        return way === 'doc' ? indented(result, indent) : result;
      },
    );
    const isGone = filled.trim() === '' && line.trim() !== '';
    // Of the empty lines around a line that goes away one stays.
    if (isGone && written.at(-1) === '' && lines[n + 1] === '') written.pop();
    // A list or object begins on the line after its key.
    if (!isGone) written.push(filled.replace(/^(.*\S) +\n/, '$1\n'));
  }
  return `${written.join('\n').trimEnd()}\n`;
}

function valueOf(values: Values, name: string): Value | Code | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function indented(text: string, indent: string): string {
  return text.replace(/\n(?=.)/g, `\n${indent}`);
}

function escaped(
  value: Value,
  language: FileLanguage,
  way: string | undefined,
  indent: string,
): string {
  const text = typeof value === 'string' ? value : toJson(value);
  if (way === 'code') return text;
  if (way === 'comment') return commentText(text);
  if (way === 'doc') return pythonDoc(text);
  switch (language) {
    case 'python':
      return pythonLiteral(value, indent);
    case 'yaml':
      return yamlValue(value, indent.length);
    case 'flow':
      return yamlValue(withoutPlaceholders(value), indent.length);
    case 'markdown':
      return markdownText(text);
    case 'plain':
      return text;
  }
}
