import type { BatchResult, Scores } from './batch-result.ts';

/** What is kept of a result for the summary. */
export type Counted = Pick<BatchResult, 'status' | 'duration_ms' | 'usage' | 'scores' | 'error'> & {
  readonly evaluation_error?: BatchResult['evaluation_error'];
};

/** A score over all rows. Of truths the mean is the share that is true. */
export interface ScoreSummary {
  readonly kind: 'number' | 'truth';
  readonly count: number;
  readonly mean: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Counts the results of one variant; however many there are, it keeps only sums. */
export class Tally {
  succeeded = 0;
  failed = 0;
  waiting = 0;
  /** Of those that succeeded, how many were there from an earlier call. */
  kept = 0;
  /** How many could not be evaluated. */
  unevaluated = 0;
  tokens = 0;
  #duration = 0;
  readonly errors = new Map<string, number>();
  readonly #numbers = new Map<string, Sum>();
  /** How often each text was a score's value. */
  readonly labels = new Map<string, Map<string, number>>();

  add(result: Counted, kept = false): void {
    this[result.status]++;
    if (kept) this.kept++;
    this.tokens += result.usage?.total_tokens ?? 0;
    if (result.status === 'succeeded') this.#duration += result.duration_ms;
    if (result.error) this.#count(this.errors, result.error.code);
    if (result.evaluation_error) this.unevaluated++;
    if (result.scores) this.#addScores(result.scores);
  }

  get rows(): number {
    return this.succeeded + this.failed + this.waiting;
  }

  /** Milliseconds, of those that succeeded. */
  get meanDuration(): number {
    return this.succeeded === 0 ? 0 : this.#duration / this.succeeded;
  }

  /** Scores that are numbers or truths, by their names. */
  get scores(): ReadonlyMap<string, ScoreSummary> {
    return new Map(
      [...this.#numbers].map(([name, { kind, count, sum, minimum, maximum }]) => [
        name,
        { kind, count, mean: sum / count, minimum, maximum },
      ]),
    );
  }

  #addScores(scores: Scores): void {
    for (const [name, value] of Object.entries(scores)) {
      if (typeof value === 'string') {
        const labels = this.labels.get(name) ?? new Map<string, number>();
        this.labels.set(name, labels);
        if (labels.size < MOST_LABELS || labels.has(value)) this.#count(labels, value);
        continue;
      }
      if (Number.isNaN(value)) continue;
      const number = Number(value);
      const sum = this.#numbers.get(name) ?? {
        kind: typeof value === 'boolean' ? 'truth' : 'number',
        count: 0,
        sum: 0,
        minimum: Infinity,
        maximum: -Infinity,
      };
      sum.count++;
      sum.sum += number;
      sum.minimum = Math.min(sum.minimum, number);
      sum.maximum = Math.max(sum.maximum, number);
      if (typeof value === 'number') sum.kind = 'number';
      this.#numbers.set(name, sum);
    }
  }

  #count(counts: Map<string, number>, name: string): void {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}

/** More different texts are no verdicts. */
const MOST_LABELS = 20;

interface Sum {
  kind: 'number' | 'truth';
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
}
