import { concepts, fillers } from './concepts.ts';
import { simplify } from './simplify.ts';

/** What somebody wants is said at the start or the end: of a longer text this much of each is read. */
const SAMPLE = 1_000;
const WEIGHT = { concept: 1.6, word: 1, pair: 0.5, letters: 0.35, filler: 0.12 };

let segmenter: Intl.Segmenter | undefined;

/** The features of a text and how much each weighs before its rarity is known. */
export function features(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const add = (feature: string, weight: number): void => {
    found.set(feature, Math.max(found.get(feature) ?? 0, weight));
  };
  const sample = sampleOf(text).normalize('NFKC').toLowerCase();
  const plain = simplify(sample).replaceAll('’', "'");
  for (const concept of conceptsIn(plain)) add(`c:${concept}`, WEIGHT.concept);
  for (const word of plain.match(/[\p{Script=Latin}\p{N}]+(?:'\p{L}+)*/gu) ?? []) {
    const filler = fillers.has(word);
    add(`w:${stem(word)}`, filler ? WEIGHT.filler : WEIGHT.word);
    if (!filler && word.length > 4) {
      for (let i = 0; i + 4 <= word.length; i++) add(`l:${word.slice(i, i + 4)}`, WEIGHT.letters);
    }
  }
  for (const run of plain.match(/[^\P{L}\p{Script=Latin}]+/gu) ?? []) {
    segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
    for (const { segment } of segmenter.segment(run)) {
      add(`w:${segment}`, fillers.has(segment) ? WEIGHT.filler : WEIGHT.word);
    }
    for (let i = 0; i + 2 <= run.length; i++) {
      const pair = run.slice(i, i + 2);
      const filler =
        fillers.has(pair) || (fillers.has(pair[0] ?? '') && fillers.has(pair[1] ?? ''));
      add(`p:${pair}`, filler ? WEIGHT.filler : WEIGHT.pair);
    }
  }
  return found;
}

function sampleOf(text: string): string {
  return text.length <= 2 * SAMPLE ? text : `${text.slice(0, SAMPLE)} ${text.slice(-SAMPLE)}`;
}

/** A word without its commonest endings; crude, but the same for all forms. */
function stem(word: string): string {
  if (word.length < 5) return word.endsWith('s') && word.length > 3 ? word.slice(0, -1) : word;
  return word.replace(/(?:ies|ing|ed|es|s|e)$/, '');
}

interface ConceptIndex {
  /** Concept by word or phrase. */
  readonly latin: ReadonlyMap<string, number>;
  readonly han: ReadonlyMap<string, number>;
  readonly longestHan: number;
}
let index: ConceptIndex | undefined;

/** The numbers of the concepts that a text names. */
function conceptsIn(text: string): Set<number> {
  const { latin, han, longestHan } = (index ??= readConcepts());
  const found = new Set<number>();
  const note = (concept: number | undefined): void => {
    if (concept !== undefined) found.add(concept);
  };
  const words = text.match(/[a-z0-9]+(?:'[a-z]+)*/g) ?? [];
  for (let i = 0; i < words.length; i++) {
    for (let length = 1; length <= 4; length++)
      note(latin.get(words.slice(i, i + length).join(' ')));
  }
  for (let i = 0; i < text.length; i++) {
    for (let length = 1; length <= longestHan; length++) note(han.get(text.slice(i, i + length)));
  }
  return found;
}

function readConcepts(): ConceptIndex {
  const latin = new Map<string, number>();
  const han = new Map<string, number>();
  for (const [number, line] of concepts.trim().split('\n').entries()) {
    for (const word of line.split(',').map((part) => part.trim())) {
      if (/[a-z]/.test(word)) latin.set(word.replaceAll('-', ' '), number);
      else han.set(word, number);
    }
  }
  return { latin, han, longestHan: Math.max(...[...han.keys()].map((word) => word.length)) };
}
