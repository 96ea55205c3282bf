import { clauseFeeling } from './clause-feeling.ts';
import { emojiTerm, withEmoji } from './emoji.ts';
import type { PlacedTerm } from './sentiment-terms.ts';
import { simplify } from './simplify.ts';
import { EnglishLexicon, WORD } from './sentiment-en.ts';
import { ChineseLexicon } from './sentiment-zh.ts';

/** Sentiment as a word, by the thresholds that the guide's router uses. */
export type Sentiment = 'positive' | 'negative' | 'neutral';
export const POSITIVE_ABOVE = 0.7;
export const NEGATIVE_BELOW = 0.3;

/** A clause without punctuation is read in pieces of this many characters. */
const LONGEST_CLAUSE = 400;
/** A text's value v becomes v / sqrt(v² + SOFTNESS): about 1.25, one plain word of praise, reaches 0.7. */
const SOFTNESS = 8;

let chinese: ChineseLexicon | undefined;
let english: Promise<EnglishLexicon> | undefined;

/** The name of a score. */
export function sentimentOf(score: number): Sentiment {
  return score > POSITIVE_ABOVE ? 'positive' : score < NEGATIVE_BELOW ? 'negative' : 'neutral';
}

/**
 * How a text feels, from 0 (bad) over 0.5 (neutral) to 1 (good). Reads Chinese and English, also mixed; with
 * `words` false only its emoji. Time grows in proportion to the text.
 */
export async function scoreSentiment(text: string, words = true): Promise<number> {
  const plain = withEmoji(simplify(text));
  const reader = new Reader(
    words && /\p{Script=Han}/u.test(plain) ? (chinese ??= new ChineseLexicon()) : undefined,
    words && /[A-Za-z]/.test(plain) ? await (english ??= EnglishLexicon.load()) : undefined,
  );
  const value = reader.value(plain);
  const score = 0.5 + (0.5 * value) / Math.sqrt(value * value + SOFTNESS);
  return Math.round(score * 10_000) / 10_000;
}

/** What ends a sentence (first group), or only a clause. */
const ENDS =
  /([。！!？?…;；\n\r]+|\.+(?=\s|$|["'”’)]))|[，,()（）【】[\]“”"<>《》~～|]+|：|:(?=\s|$)|\s[-–—]+\s|——/gu;

/** The values of the clauses of the sentence that is being read. */
interface Sentence {
  values: number[];
}

class Reader {
  readonly #chinese: ChineseLexicon | undefined;
  readonly #english: EnglishLexicon | undefined;

  constructor(zh: ChineseLexicon | undefined, en: EnglishLexicon | undefined) {
    this.#chinese = zh;
    this.#english = en;
  }

  /** The sum over the sentences that feel anything, weighed so that long texts are not always extreme. */
  value(text: string): number {
    const sentences: number[] = [];
    let sentence: Sentence = { values: [] };
    let from = 0;
    const close = (mark: string, last: string): void => {
      const value = sentenceValue(sentence.values, mark, last);
      if (value !== 0) sentences.push(value);
      sentence = { values: [] };
    };
    for (const end of text.matchAll(ENDS)) {
      const clause = text.slice(from, end.index);
      this.#clause(clause, sentence, sentences);
      if (end[1] !== undefined) close(end[1], clause);
      from = end.index + end[0].length;
    }
    const rest = text.slice(from);
    this.#clause(rest, sentence, sentences);
    close('', rest);
    const sum = sentences.reduce((total, value) => total + value, 0);
    return sum / Math.sqrt(Math.max(1, sentences.length));
  }

  #clause(text: string, sentence: Sentence, earlier: number[]): void {
    for (let at = 0; at < text.length; at += LONGEST_CLAUSE) {
      const feeling = clauseFeeling(this.#terms(text.slice(at, at + LONGEST_CLAUSE)));
      if (feeling.contrast) {
        // "But" at the start of a sentence turns on the sentence before.
        const before = sentence.values.length > 0 ? sentence.values : earlier.splice(-1);
        const weakened = before.map((value) => value * 0.4);
        if (before === sentence.values) sentence.values = weakened;
        else earlier.push(...weakened);
      }
      sentence.values.push(feeling.concede ? feeling.value * 0.4 : feeling.value);
    }
  }

  #terms(clause: string): PlacedTerm[] {
    const turns = this.#chinese?.turns(clause) ?? [];
    const placed: PlacedTerm[] = [];
    let unit = 0;
    for (let i = 0; i < clause.length;) {
      const turn = turns[0];
      if (turn && i >= turn.start) {
        const length = Math.max(1, turn.end - i);
        placed.push({ term: turn.term, start: unit, end: unit + length });
        unit += length;
        i += length;
        turns.shift();
        continue;
      }
      const stretch = latinAt(clause, i);
      if (stretch !== '') {
        const terms = this.#english?.terms(stretch, unit) ?? [];
        placed.push(...terms);
        unit += WORD * (stretch.match(/[\p{L}\p{N}]+/gu)?.length ?? 0);
        i += stretch.length;
        continue;
      }
      const bent = isBent(placed.at(-1), unit);
      const found = this.#chinese?.wordAt(clause, i, bent) ?? emojiTerm(clause, i);
      // A word ends where a turn of phrase begins.
      const room = turn ? turn.start - i : Infinity;
      const length = Math.min(found?.length ?? 1, room);
      if (found) placed.push({ term: found.term, start: unit, end: unit + length });
      if (clause.charAt(i).trim() !== '') unit += length;
      i += length;
    }
    return placed;
  }
}

function isBent(last: PlacedTerm | undefined, unit: number): boolean {
  return last?.end === unit && (last.term.kind === 'degree' || last.term.kind === 'negate');
}

const LATIN = /[\p{Script=Latin}\p{N}][\p{Script=Latin}\p{N}\p{M}'’&/% .-]*/uy;

function latinAt(text: string, at: number): string {
  LATIN.lastIndex = at;
  return LATIN.exec(text)?.[0] ?? '';
}

/** Exclamation strengthens; a question rarely praises, and asks more than it blames. */
function sentenceValue(values: readonly number[], mark: string, last: string): number {
  const sum = values.reduce((total, value) => total + value, 0);
  if (/[?？]/.test(mark) || /[吗么呢]$/.test(last)) {
    if (sum > 0) return sum * 0.25;
    return /[吗么]$/.test(last) ? sum * 0.5 : sum;
  }
  return /[!！]/.test(mark) ? sum * 1.15 : sum;
}
