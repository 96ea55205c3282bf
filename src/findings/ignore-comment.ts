import type { Location } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source-file.ts';
import { quotedStretches } from '../flow/read/quoted-stretches.ts';

/** A comment that asks to ignore findings: `# bisheng-ignore code: reason`. */
export interface IgnoreComment {
  /** From the sign to the end of the line. */
  readonly location: Location;
  readonly codes: readonly { readonly name: string; readonly location: Location }[];
  readonly reason: string;
  /** The line (from 0) whose findings it means: its own, or the next one with something else on it. */
  readonly line: number;
}

/** What is in every such comment; a text without it need not be looked at. */
const MARK = 'bisheng-ignore';
const COMMENT = /(?<=^|[ \t])#+[ \t]*bisheng-ignore(?![\w-])([^\r\n]*)/gm;

/**
 * The comments of a YAML or Python source that ask to ignore findings. In YAML they may also stand in blocks, whose lines
 * are code. A source that is no YAML has none: nobody knows what is a comment in it.
 */
export function ignoreComments(source: SourceFile): IgnoreComment[] {
  const { text } = source;
  if (!text.includes(MARK)) return [];
  const quoted = source.path.endsWith('.py') ? [] : quotedStretches(text);
  if (!quoted) return [];
  return [...text.matchAll(COMMENT)]
    .filter(({ index }) => !quoted.some(({ start, end }) => start <= index && index < end))
    .map((match) => commentOf(source, match));
}

function commentOf(
  file: SourceFile,
  { 0: all, 1: rest = '', index }: RegExpExecArray,
): IgnoreComment {
  const end = index + all.trimEnd().length;
  const colon = rest.search(/[:：]/);
  const codes = colon < 0 ? rest : rest.slice(0, colon);
  const from = index + all.length - rest.length;
  return {
    location: { file, start: index, end },
    codes: [...codes.matchAll(/[^\s,，]+/g)].map(({ 0: name, index: at }) => ({
      name,
      location: { file, start: from + at, end: from + at + name.length },
    })),
    reason: colon < 0 ? '' : rest.slice(colon + 1).trim(),
    line: lineMeant(file, index),
  };
}

/** A comment behind something means that; one on a line of its own the next line that is more than a comment. */
function lineMeant(file: SourceFile, at: number): number {
  const own = file.lineAt(at);
  if (file.text.slice(file.lineStart(own), at).trim() !== '') return own;
  let line = own + 1;
  while (line < file.lineCount && /^\s*(?:#.*)?$/.test(file.lineText(line))) line++;
  return line;
}
