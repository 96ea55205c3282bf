/**
 * What a word does to the feeling of its clause. Values of polar words go from -4 to 4, the scale of VADER (Hutto and
 * Gilbert 2014): 3 is "wonderful", 1.5 "quite good", -1.5 "a bother".
 */
export type Term =
  | { readonly kind: 'polar'; readonly value: number }
  /** Turns the next feeling around: not, 不. */
  | { readonly kind: 'negate' }
  /** Turns the feeling before it around, at the end of a clause: 异味都没有. */
  | { readonly kind: 'deny' }
  /** Strengthens or weakens the next feeling: very, 有点. */
  | { readonly kind: 'degree'; readonly factor: number }
  /** Strengthens the feeling right before it (好吃极了); where there is none it has a value of its own. */
  | { readonly kind: 'echo'; readonly factor: number; readonly alone: number }
  /** What follows counts more than what came before: but, 但是. */
  | { readonly kind: 'contrast' }
  /** The rest of this clause counts less than the next: although, 虽然. */
  | { readonly kind: 'concede' }
  /** The rest of this clause is wished, asked or supposed, not told: if, please, 如果. */
  | { readonly kind: 'suppose' }
  /** Ends the reach of a negation: can't believe how … */
  | { readonly kind: 'release' }
  /** Takes a negation over to the next word: or, 、. */
  | { readonly kind: 'join' }
  /** A word of no feeling that holds the letters of one that has: 好像, error code. */
  | { readonly kind: 'plain' };

/** A term and where it stands, in units of distance: a Han character is one, an English word two. */
export interface PlacedTerm {
  readonly term: Term;
  readonly start: number;
  readonly end: number;
}

/** Bent words of a language, as its grammar file lists them. */
export interface Grammar {
  readonly negate: string;
  readonly degree: readonly (readonly [factor: number, words: string])[];
  readonly echo?: string;
  readonly deny?: string;
  readonly contrast: string;
  readonly concede: string;
  readonly suppose: string;
  readonly release: string;
  readonly join: string;
  readonly plain: string;
}

/**
 * The words of a language by their text. A word that stands in several lists has its feeling first, then what it does
 * to others.
 */
export function readLexicon(
  polar: readonly (readonly [value: number, words: string])[],
  grammar: Grammar,
  words: (list: string) => string[],
): Map<string, Term> {
  const terms = new Map<string, Term>();
  const add = (list: string | undefined, term: Term): void => {
    for (const word of words(list ?? '')) if (!terms.has(word)) terms.set(word, term);
  };
  for (const word of words(grammar.echo ?? '')) {
    const alone = polar.find(([, list]) => words(list).includes(word))?.[0] ?? -1;
    terms.set(word, { kind: 'echo', factor: 1.4, alone });
  }
  for (const [value, list] of polar) add(list, { kind: 'polar', value });
  add(grammar.negate, { kind: 'negate' });
  add(grammar.deny, { kind: 'deny' });
  for (const [factor, list] of grammar.degree) add(list, { kind: 'degree', factor });
  add(grammar.contrast, { kind: 'contrast' });
  add(grammar.concede, { kind: 'concede' });
  add(grammar.suppose, { kind: 'suppose' });
  add(grammar.release, { kind: 'release' });
  add(grammar.join, { kind: 'join' });
  add(grammar.plain, { kind: 'plain' });
  return terms;
}
