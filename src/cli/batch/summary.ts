import type { Tally } from '../../batch/tally.ts';
import { message, type MessageKey } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { count, duration } from '../../reporters/text/numbers.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/** What came of each variant; its name is null where there are none. */
export type Tallies = ReadonlyMap<string | null, Tally>;

/** The results side by side, a line for each variant, with the means of the scores; below it what went wrong. */
export function summaryText(tallies: Tallies, { say }: Pick<Terminal, 'say'>): string {
  const all = [...tallies];
  const names = [...new Set(all.flatMap(([, tally]) => [...tally.scores.keys()]))];
  const words = (key: MessageKey): string => say(message(key));
  const anyTokens = all.some(([, { tokens }]) => tokens > 0);
  const anyWaiting = all.some(([, { waiting }]) => waiting > 0);
  const anyKept = all.some(([, { kept }]) => kept > 0);
  const header = [
    ...(tallies.has(null) ? [] : [words('batch/variant')]),
    words('batch/rows'),
    words('batch/succeeded'),
    words('batch/not-succeeded'),
    ...(anyWaiting ? [words('batch/waiting')] : []),
    ...(anyKept ? [words('batch/kept')] : []),
    words('batch/time'),
    ...(anyTokens ? [words('batch/tokens')] : []),
    ...names.map(foreign),
  ];
  const rows = all.map(([name, tally]) => [
    ...(name === null ? [] : [foreign(name)]),
    count(tally.rows),
    count(tally.succeeded),
    count(tally.failed),
    ...(anyWaiting ? [count(tally.waiting)] : []),
    ...(anyKept ? [count(tally.kept)] : []),
    tally.succeeded > 0 ? duration(tally.meanDuration, say) : '-',
    ...(anyTokens ? [count(tally.tokens)] : []),
    ...names.map((score) => scoreText(tally, score)),
  ]);
  return [
    table([header, ...rows]),
    ...spreads(tallies, names, words),
    ...labelLines(tallies),
    ...errorLines(tallies, words),
  ].join('');
}

function scoreText(tally: Tally, name: string): string {
  const score = tally.scores.get(name);
  if (!score) return '-';
  return score.kind === 'truth' ? `${(score.mean * 100).toFixed(1)} %` : decimal(score.mean);
}

/** The least and the greatest value of scores that are numbers, which a mean does not tell. */
function spreads(
  tallies: Tallies,
  names: readonly string[],
  words: (key: MessageKey) => string,
): string[] {
  const rows = names.flatMap((name) =>
    [...tallies].flatMap(([variant, tally]) => {
      const score = tally.scores.get(name);
      if (score?.kind !== 'number' || score.minimum === score.maximum) return [];
      const whose = variant === null ? [] : [foreign(variant)];
      return [
        [
          foreign(name),
          ...whose,
          decimal(score.minimum),
          decimal(score.mean),
          decimal(score.maximum),
        ],
      ];
    }),
  );
  if (rows.length === 0) return [];
  const whose = tallies.has(null) ? [] : [words('batch/variant')];
  const header = [
    words('batch/score'),
    ...whose,
    words('batch/least'),
    words('batch/mean'),
    words('batch/greatest'),
  ];
  return ['\n', table([header, ...rows])];
}

/** How often each verdict was given, where scores are words. */
function labelLines(tallies: Tallies): string[] {
  const rows = [...tallies].flatMap(([variant, { labels }]) =>
    [...labels].map(([name, counts]) => [
      ...(variant === null ? [] : [foreign(variant)]),
      foreign(name),
      [...counts]
        .sort(([, a], [, b]) => b - a)
        .map(([label, n]) => `${foreign(label)} ${count(n)}`)
        .join(', '),
    ]),
  );
  return rows.length === 0 ? [] : ['\n', table(rows)];
}

function errorLines(tallies: Tallies, words: (key: MessageKey) => string): string[] {
  const rows = [...tallies].flatMap(([variant, tally]) => {
    const whose = variant === null ? [] : [foreign(variant)];
    const errors = [...tally.errors].sort(([, a], [, b]) => b - a);
    return [
      ...errors.map(([code, n]) => [...whose, code, count(n)]),
      ...(tally.unevaluated > 0
        ? [[...whose, words('batch/unevaluated'), count(tally.unevaluated)]]
        : []),
    ];
  });
  return rows.length === 0 ? [] : ['\n', table(rows)];
}

function decimal(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

/** The same for scripts. */
export function summaryJson(tallies: Tallies): string {
  const document = {
    format_version: 1,
    variants: [...tallies].map(([name, tally]) => ({
      name,
      rows: tally.rows,
      succeeded: tally.succeeded,
      failed: tally.failed,
      waiting: tally.waiting,
      kept: tally.kept,
      unevaluated: tally.unevaluated,
      mean_duration_ms: Math.round(tally.meanDuration * 1000) / 1000,
      tokens: tally.tokens,
      scores: Object.fromEntries(tally.scores),
      labels: Object.fromEntries(
        [...tally.labels].map(([name, counts]) => [name, Object.fromEntries(counts)]),
      ),
      errors: Object.fromEntries(tally.errors),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
