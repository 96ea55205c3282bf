/** Words that say nothing about what a text is about. */
const common = new Set(
  (
    'a about an and are as at be been but by can could did do does for from had has have how i if in into is it its ' +
    'me my no not of on or our should so than that the their them then there these they this those to was we were ' +
    'what when where which who whom whose why will with would you your please tell'
  ).split(' '),
);
/** The same in Chinese; pairs of characters with nothing but these in them are passed over. */
const commonHan =
  /^[的了是在有和与或吗呢吧啊么什怎哪谁请问我你他她它们这那就都也要会能可以对把被从到为个些多少几如何]+$/u;
/** A sentence must hold this part of what a question asks for, by weight. */
const LEAST = 0.2;
/** And this part of what the best one holds. */
const NEAR_BEST = 0.5;
/** What the heading above a sentence says counts for so much of what it says itself. */
const HEADING = 0.5;

/** A question that wants a number, and a sentence that gives one; to both it is a term of its own. */
const NUMBER = '#';
const asksNumber =
  /多[久少长大高远重]|几[^乎]|何时|什么时候|\bhow (?:long|many|much|often|old|far|big)\b|\bwhen\b/iu;
const hasNumber =
  /\d|[一二两三四五六七八九十百千万半]+(?:个?[年月日天周时分秒元块次件折人层米克号岁倍]|个(?:工作日|星期|小时)|星期|小时|公[里斤]|百分)|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand)\b/iu;

/** A sentence, and where it stands: the line above its passage that names the source, `[1] refund.md:12`. */
export interface Sentence {
  readonly text: string;
  readonly source: string | undefined;
}

/**
 * The sentences of a text that bear on a question, at most `count`, in the text's order; none where none does. Rare
 * words weigh more than those that many sentences have.
 */
export function bestSentences(question: string, text: string, count: number): Sentence[] {
  const asked = [...termsOf(question), ...(asksNumber.test(question) ? [NUMBER] : [])];
  const sentences = sentencesOf(text).map((sentence) => ({
    sentence,
    terms: new Set([...termsOf(sentence.text), ...(hasNumber.test(sentence.text) ? [NUMBER] : [])]),
    heading: termsOf(headingOf(sentence)),
  }));
  const weights = new Map(
    asked.map((term) => {
      const holders = sentences.filter(({ terms }) => terms.has(term)).length;
      return [term, holders === 0 ? 0.5 : Math.log(1 + sentences.length / holders)];
    }),
  );
  const weigh = (has: (term: string) => number): number =>
    asked.reduce((sum, term) => sum + has(term) * (weights.get(term) ?? 0), 0);
  const all = weigh(() => 1);
  if (all === 0) return [];
  const scored = sentences.map(({ sentence, terms, heading }, place) => ({
    sentence,
    place,
    score: weigh((term) => (terms.has(term) ? 1 : heading.has(term) ? HEADING : 0)) / all,
  }));
  const ranked = scored.toSorted((a, b) => b.score - a.score);
  const least = Math.max(LEAST, (ranked[0]?.score ?? 0) * NEAR_BEST);
  return ranked
    .slice(0, count)
    .filter(({ score }) => score >= least)
    .toSorted((a, b) => a.place - b.place)
    .map(({ sentence }) => sentence);
}

/** The innermost heading that a sentence's source names. */
function headingOf({ source = '' }: Sentence): string {
  const headings = source.split(' › ');
  return headings.length > 1 ? (headings.at(-1) ?? '') : '';
}

/** Ends of sentences: full-width marks anywhere, others before a space, and line breaks. */
const END = /(?<=[。！？；!?])(?=[^。！？；!?”’」』）)\]])|(?<=[.;]["”’)]?)\s+(?=\S)|\n+/u;

/** The line above a cited passage. */
const SOURCE = /^\[\d+\](?: [^\n]*)?$/m;

/** The sentences of a text, each once; headings, questions and lines without a word are none. */
export function sentencesOf(text: string): Sentence[] {
  const found = new Map<string, Sentence>();
  let source: string | undefined;
  for (const part of text.split(new RegExp(`(${SOURCE.source})`, 'm'))) {
    if (SOURCE.test(part) && !part.includes('\n')) {
      source = part;
      continue;
    }
    for (const sentence of plainSentences(part)) {
      if (!found.has(sentence)) found.set(sentence, { text: sentence, source });
    }
  }
  return [...found.values()];
}

function plainSentences(text: string): string[] {
  return text
    .split(END)
    .map((part) => part.trim().replace(/^[-*•>]\s+/, ''))
    .filter((part) => /[\p{L}\p{N}]/u.test(part) && !/^#|[?？:：]$/u.test(part));
}

/** What a text is about: its words without their endings, pairs of Chinese characters, numbers. */
export function termsOf(text: string): Set<string> {
  const terms = new Set<string>();
  const runs =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{sc=Han}+|[\p{L}\p{N}]+/gu) ?? [];
  for (const run of runs.flatMap((found) => found.match(/\p{sc=Han}+|[^\p{sc=Han}]+/gu) ?? [])) {
    if (!/\p{sc=Han}/u.test(run)) {
      if (!common.has(run)) terms.add(stem(run));
      continue;
    }
    const characters = Array.from(run);
    const pairs = characters.slice(1).map((character, n) => (characters[n] ?? '') + character);
    for (const pair of pairs.length > 0 ? pairs : characters) {
      if (!commonHan.test(pair)) terms.add(pair);
    }
  }
  return terms;
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ies|ed|es|s|y)$/, '') : word.replace(/s$/, '');
}
