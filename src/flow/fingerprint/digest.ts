import { hash } from 'node:crypto';

/** So many letters of a hash (6 bits each) tell the parts of one node apart. */
const SHORT = 16;
/** And so many all nodes of all flows. */
const LONG = 24;
/** Shorter texts stand for themselves. */
const LITERAL = 24;

/** What a part of a fingerprint says of a text: the text itself, or a hash of it. */
export type Seal = (text: string) => string;

/** A hash of some texts in their order. */
export function digest(...texts: readonly string[]): string {
  let whole = '';
  for (const text of texts) whole += `${text.length}:${text}`;
  return sha256(whole).slice(0, LONG);
}

/** A hash for a part. */
export function shortDigest(text: string): string {
  return `#${sha256(text).slice(0, SHORT)}`;
}

function sha256(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** For texts that hold no secret. */
export const openSeal: Seal = (text) =>
  text.length <= LITERAL && !text.startsWith('#') ? text : shortDigest(text);
