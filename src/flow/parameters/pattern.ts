import { createContext, Script, type Context } from 'node:vm';

/** The longest pattern that is accepted, in UTF-16 units. */
export const maxPatternLength = 1_000;
/** Milliseconds for one match: an honest pattern needs microseconds. */
const PATIENCE = 250;

let script: Script | undefined;
/** To make one takes longer than most matches. */
let context: Context | undefined;

/** Whether a text is a regular expression of JavaScript with the flag `u`, as JSON Schema wants it. */
export function isPattern(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a valid pattern matches anywhere in a text (`^…$` ties it to all of it, as in JSON Schema); undefined when
 * that takes too long: a pattern like `(a+)+$` would otherwise hang on some texts for years.
 */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  try {
    script ??= new Script('new RegExp(pattern, "u").test(text)');
    context ??= createContext(Object.create(null) as object);
    Object.assign(context, { pattern, text });
    return script.runInContext(context, { timeout: PATIENCE }) as boolean;
  } catch {
    return undefined;
  }
}
