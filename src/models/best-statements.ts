import { statementsOf, type Statement } from './statements.ts';

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
/** A statement must hold this part of what a question asks for, by weight. */
const LEAST = 0.2;
/** And this part of what the best one holds. */
const NEAR_BEST = 0.5;
/** What stands above a statement counts for so much of what it says itself. */
const HEADING = 0.5;

/** A question that wants a number, and a statement that gives one; to both it is a term of its own. */
const NUMBER = '#';
const asksNumber =
  /多[久少长大高远重]|几[^乎]|何时|什么时候|\bhow (?:long|many|much|often|old|far|big)\b|\bwhen\b/iu;
const hasNumber =
  /\d|[一二两三四五六七八九十百千万半]+(?:个?[年月日天周时分秒元块次件折人层米克号岁倍]|个(?:工作日|星期|小时)|星期|小时|公[里斤]|百分)|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand)\b/iu;

/**
 * What a text says that bears on a question, at most `count` statements, in the text's order; none where none does. Rare
 * words weigh more than those that many statements have.
 */
export function bestStatements(question: string, text: string, count: number): Statement[] {
  const asked = [...termsOf(question), ...(asksNumber.test(question) ? [NUMBER] : [])];
  const statements = statementsOf(text).map((statement) => ({
    statement,
    terms: new Set([
      ...termsOf(statement.text),
      ...(hasNumber.test(statement.text) ? [NUMBER] : []),
    ]),
    heading: termsOf(statement.about),
  }));
  const weights = new Map(
    asked.map((term) => {
      const holders = statements.filter(
        ({ terms, heading }) => terms.has(term) || heading.has(term),
      ).length;
      return [term, holders === 0 ? 0.5 : Math.log(1 + statements.length / holders)];
    }),
  );
  const weigh = (has: (term: string) => number): number =>
    asked.reduce((sum, term) => sum + has(term) * (weights.get(term) ?? 0), 0);
  const all = weigh(() => 1);
  if (all === 0) return [];
  const scored = statements.map(({ statement, terms, heading }, place) => ({
    statement,
    place,
    score: weigh((term) => (terms.has(term) ? 1 : heading.has(term) ? HEADING : 0)) / all,
  }));
  const ranked = scored.toSorted((a, b) => b.score - a.score);
  const least = Math.max(LEAST, (ranked[0]?.score ?? 0) * NEAR_BEST);
  return ranked
    .slice(0, count)
    .filter(({ score }) => score >= least)
    .toSorted((a, b) => a.place - b.place)
    .map(({ statement }) => statement);
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
