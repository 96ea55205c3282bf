import type { NameUse, Scope } from './expression/expression.ts';

/** A text with `{name}` places that are filled at run time; `{{` and `}}` are literal braces. */
export interface TextTemplate {
  readonly source: string;
  readonly names: readonly NameUse[];
  /**
   * The text with its places filled: a string as it is, None as nothing, anything else as JSON. `write` turns each
   * place's text into what is put there (percent-encoding in a URL); `before` is the text filled so far.
   */
  fill(scope: Scope, write?: (text: string, before: string) => string): string;
}
