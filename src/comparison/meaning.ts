import { tokenize, type Token } from '../flow/expression/tokens.ts';

/** New ids of nodes by their old ones. */
export type Renames = ReadonlyMap<string, string>;

/**
 * An expression such that two which differ only in spaces, line breaks and the kind of quotes are the same text. Nodes
 * that have a new id are called by it. What is no expression stays as it is.
 */
export function expressionMeaning(text: string, renames: Renames): string {
  let tokens: Token[];
  try {
    tokens = tokenize(text);
  } catch {
    return text;
  }
  return tokens.map((token, n) => tokenMeaning(token, n, tokens, renames)).join(' ');
}

function tokenMeaning(
  { kind, text, value }: Token,
  n: number,
  tokens: readonly Token[],
  renames: Renames,
): string {
  const before = tokens[n - 1]?.text;
  if (kind === 'word' && before !== '.') return renames.get(text) ?? text;
  if (kind !== 'literal' || typeof value !== 'string') return text;
  // nodes["llm-1"]
  const names = before === '[' && tokens[n - 2]?.text === 'nodes';
  return JSON.stringify((names ? renames.get(value) : undefined) ?? value);
}

/** A text with `{name}` places, in which nodes that have a new id are called by it. */
export function textMeaning(text: string, renames: Renames): string {
  if (renames.size === 0 || !text.includes('{')) return text;
  return text.replace(
    /\{([\p{L}\p{N}_]+)(?=[.}[])/gu,
    (match, name: string) => `{${renames.get(name) ?? match.slice(1)}`,
  );
}
