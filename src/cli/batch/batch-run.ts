import { once } from 'node:events';
import { planKey, resultKey, type BatchResult } from '../../batch/batch-result.ts';
import { inputsOf, type ColumnMap } from '../../batch/column-map.ts';
import { pool } from '../../batch/pool.ts';
import { resultLine, type ResultsFile } from '../../batch/results-file.ts';
import { runQuietly } from '../../batch/run-quietly.ts';
import { scoresOf } from '../../batch/scores.ts';
import { Tally } from '../../batch/tally.ts';
import type { ReadRecord } from '../../components/item-file.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { NodeError } from '../../engine/component.ts';
import { SecretMask } from '../../engine/secrets.ts';
import { isObject, objectOf, type Value, type ValueObject } from '../../flow/value.ts';
import { message, type Message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { missingInput } from '../missing-input.ts';
import { note, type Terminal } from '../terminal.ts';
import { BatchProgress } from './batch-progress.ts';
import type { ReadyFlow } from './load-plans.ts';
import type { BatchSettings } from './options.ts';
import type { Rows } from './rows.ts';

/** A variant with the flow that stands for it. */
interface Lane {
  readonly name: string | null;
  readonly flow: ReadyFlow;
  readonly key: string;
  readonly tally: Tally;
}

/** One row for one variant. */
interface Job {
  readonly row: number;
  readonly record: ReadRecord;
  readonly lane: Lane;
}

/** The runs of a batch: each row with each variant. */
export class BatchRun {
  readonly #lanes: readonly Lane[];
  readonly #evaluation: ReadyFlow | undefined;
  readonly #settings: BatchSettings;
  readonly #results: ResultsFile | undefined;
  readonly #terminal: Terminal;
  readonly #mask: SecretMask;

  constructor(
    flows: readonly ReadyFlow[],
    evaluation: ReadyFlow | undefined,
    settings: BatchSettings,
    results: ResultsFile | undefined,
    terminal: Terminal,
  ) {
    const judge = evaluation ? [evaluation.plan] : [];
    this.#lanes = settings.variants.flatMap(({ name }, n) => {
      const flow = flows[n];
      return flow ? [{ name, flow, key: planKey([flow.plan, ...judge]), tally: new Tally() }] : [];
    });
    this.#evaluation = evaluation;
    this.#settings = settings;
    this.#results = results;
    this.#terminal = terminal;
    const all = evaluation ? [...flows, evaluation] : flows;
    this.#mask = new SecretMask(all.flatMap(({ basis }) => basis.secrets));
  }

  get tallies(): ReadonlyMap<string | null, Tally> {
    return new Map(this.#lanes.map(({ name, tally }) => [name, tally]));
  }

  /**
   * Runs all of them. Rejects with a NodeError where the data can't be read any further; throws UsageError where not
   * even the first row has what the flow needs.
   */
  async all({ count, records }: Rows, signal: AbortSignal, quiet: boolean): Promise<void> {
    const { limit, concurrency } = this.#settings;
    const total = count === null ? null : Math.min(count, limit) * this.#lanes.length;
    const progress = new BatchProgress(this.#terminal, total, quiet);
    try {
      await pool(this.#jobs(records, signal), concurrency, signal, async (job) => {
        const result = await this.#result(job, signal);
        if (!result) return;
        job.lane.tally.add(result);
        progress.add(result);
        await this.#write(result);
      });
    } finally {
      progress.stop();
    }
  }

  async *#jobs(records: AsyncIterable<ReadRecord>, signal: AbortSignal): AsyncGenerator<Job> {
    let row = 0;
    try {
      for await (const record of records) {
        if (++row > this.#settings.limit) return;
        if (row === 1) this.#checkFirst(record);
        for (const lane of this.#lanes) yield { row, record, lane };
      }
    } catch (error) {
      if (row > 0 || !(error instanceof NodeError)) throw error;
      throw new UsageError(error.text, error.hint);
    }
    if (row === 0 && !signal.aborted) {
      throw new UsageError(message('batch-data/empty', { file: foreign(this.#settings.data) }));
    }
  }

  /** Rather one sentence now than a thousand failures. */
  #checkFirst(record: ReadRecord): void {
    if ('problem' in record) return;
    const mapped = inputsOf(record.item, this.#settings.map);
    if ('problem' in mapped)
      throw new UsageError(
        mapped.problem,
        separatorHint(record.item) ??
          mapHint(record.item, this.#settings.map) ??
          message('batch-map/hint'),
      );
    const [lane] = this.#lanes;
    if (!lane || missingInput(lane.flow.plan, mapped.inputs) === undefined) {
      const hint = this.#settings.map.size === 0 ? separatorHint(record.item) : undefined;
      if (hint) note(this.#terminal, hint);
      return;
    }
    const columns = isObject(record.item) ? Object.keys(record.item).map(foreign) : [];
    throw new UsageError(
      message('batch-row/input', { columns }),
      separatorHint(record.item) ?? message('batch-row/input-hint'),
    );
  }

  /** Undefined where it was cancelled, or is known from an earlier call. */
  async #result({ row, record, lane }: Job, signal: AbortSignal): Promise<BatchResult | undefined> {
    const { say } = this.#terminal;
    const mapped =
      'problem' in record
        ? { problem: record.problem.text }
        : inputsOf(record.item, this.#settings.map);
    const key = resultKey(
      lane.key,
      'item' in record ? [record.item, 'inputs' in mapped ? mapped.inputs : null] : null,
    );
    const known = this.#results?.known(row, lane.name, key);
    if (known) {
      lane.tally.add(known, true);
      return undefined;
    }
    const common = { row, variant: lane.name, key, scores: null, evaluation_error: null };
    if ('problem' in mapped) return { ...common, ...refused(say(mapped.problem)) };
    const { plan, basis } = lane.flow;
    const run = await runQuietly(plan, { ...basis, inputs: mapped.inputs, say, signal });
    if (!run) return undefined;
    const { output, ...ended } = run;
    const result = { ...common, inputs: mapped.inputs, ...ended };
    if (!this.#evaluation || run.status !== 'succeeded' || !('item' in record)) return result;
    const scored = await this.#evaluate(this.#evaluation, record.item, output, signal);
    return scored && { ...result, ...scored };
  }

  /** What the evaluating flow makes of a result: it gets the row's columns and `output`. */
  async #evaluate(
    { plan, basis }: ReadyFlow,
    item: Value,
    output: Value,
    signal: AbortSignal,
  ): Promise<Pick<BatchResult, 'scores' | 'evaluation_error'> | undefined> {
    const row: ValueObject = isObject(item) ? item : objectOf([['input', item]]);
    const inputs = objectOf([...Object.entries(row), ['output', output]]);
    const run = await runQuietly(plan, { ...basis, inputs, say: this.#terminal.say, signal });
    if (!run) return undefined;
    if (run.status !== 'succeeded') return { scores: null, evaluation_error: run.error };
    return { scores: scoresOf(run.outputs), evaluation_error: null };
  }

  async #write(result: BatchResult): Promise<void> {
    const line = this.#mask.text(resultLine(result));
    if (this.#results) return this.#results.append(result, line);
    const { stdout } = this.#terminal;
    if (!stdout.write(`${line}\n`)) await once(stdout, 'drain');
  }
}

/** Where a table has one column whose name looks like several: what to do about it. */
function separatorHint(item: Value): Message | undefined {
  const [only = '', ...others] = isObject(item) ? Object.keys(item) : [];
  return others.length === 0 && /[;\t]/.test(only) ? message('batch-row/separator') : undefined;
}

/** Where a column of the map is none of the row's: the map is the wrong way round, or a name is mistyped. */
function mapHint(item: Value, map: ColumnMap): Message | undefined {
  if (!isObject(item)) return undefined;
  const columns = Object.keys(item);
  const wrong = [...map].find(([, column]) => !columns.includes(column));
  if (!wrong) return undefined;
  const [name, column] = wrong;
  if (columns.includes(name)) {
    return message('batch-map/swapped', { input: foreign(column), column: foreign(name) });
  }
  const near = nearest(column, columns);
  return near === undefined ? undefined : message('did-you-mean', { name: foreign(near) });
}

function refused(
  text: string,
): Pick<BatchResult, 'status' | 'inputs' | 'outputs' | 'error' | 'duration_ms' | 'usage'> {
  return {
    status: 'failed',
    inputs: objectOf([]),
    outputs: objectOf([]),
    error: { code: 'row-unusable', message: text, node: null },
    duration_ms: 0,
    usage: null,
  };
}
