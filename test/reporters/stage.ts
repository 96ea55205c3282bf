import { Writable } from 'node:stream';
import { liveView, type LiveView } from '../../src/reporters/live/live-view.ts';
import type { Level, Reporter } from '../../src/reporters/reporter.ts';
import type { PlannedNode, RunError, RunEvent, RunEventBody } from '../../src/engine/run-event.ts';
import { sayIn, type Say } from '../../src/messages/message.ts';
import { VirtualTerminal } from './virtual-terminal.ts';

export const english = sayIn('en');
export const chinese = sayIn('zh');

export const serverError: RunError = {
  code: 'http-status',
  message: 'The server answered 500.',
  node: 'fetch',
};

/** A clock and a timer that move only when the test says so. */
export class StageClock {
  time = 0;
  readonly #timers = new Map<number, { at: number; callback: () => void }>();
  #last = 0;

  readonly now = (): number => this.time;

  readonly after = (ms: number, callback: () => void): (() => void) => {
    const id = ++this.#last;
    this.#timers.set(id, { at: this.time + ms, callback });
    return () => this.#timers.delete(id);
  };

  /** Lets time pass; timers that fall due fire in order. */
  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const [due] = [...this.#timers]
        .filter(([, { at }]) => at <= end)
        .sort((a, b) => a[1].at - b[1].at);
      if (!due) break;
      this.#timers.delete(due[0]);
      this.time = due[1].at;
      due[1].callback();
    }
    this.time = end;
  }

  get pending(): number {
    return this.#timers.size;
  }
}

/** Numbers and dates the events of a run, and tells them to a reporter. */
export class Run {
  readonly #reporter: Reporter;
  #seq = 0;
  /** All events so far. */
  readonly events: RunEvent[] = [];

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  emit(body: RunEventBody): void {
    const time = new Date(Date.UTC(2026, 0, 1) + this.#seq).toISOString();
    const event = { seq: this.#seq++, run_id: 'run-1', time, ...body };
    this.events.push(event);
    this.#reporter.report(event);
  }

  started(nodes: readonly PlannedNode[] = [], name = 'support'): void {
    const flow = { name, file: 'flows/support.yaml' };
    this.emit({ type: 'run_started', format_version: 1, flow, nodes });
  }

  start(
    node: string,
    type = 'Transform',
    more: { attempt?: number; iteration?: number[] } = {},
  ): void {
    this.emit({ type: 'node_started', node, node_type: type, attempt: 1, ...more });
  }

  finish(
    node: string,
    duration_ms: number,
    more: {
      attempts?: number;
      iteration?: number[];
      rounds?: number;
      outputs?: Record<string, string>;
    } = {},
  ): void {
    this.emit({ type: 'node_finished', node, duration_ms, outputs: {}, attempts: 1, ...more });
  }

  fail(node: string, more: Partial<Extract<RunEventBody, { type: 'node_failed' }>> = {}): void {
    this.emit({
      type: 'node_failed',
      node,
      status: 'failed',
      error: { ...serverError, node },
      attempts: 1,
      duration_ms: 100,
      handled_by: null,
      ...more,
    });
  }

  round(
    node: string,
    round: number,
    done: number | null,
    total: number | null,
    most: number | null = null,
  ): void {
    // The event counts from 0.
    const counted = { round: round - 1, done, total, max_iterations: most };
    this.emit({ type: 'loop_iteration', node, ...counted });
  }

  stream(node: string, ...texts: string[]): void {
    this.emit({ type: 'stream_start', node, attempt: 1 });
    for (const text of texts) this.emit({ type: 'stream_chunk', node, text });
  }

  end(more: Partial<Extract<RunEventBody, { type: 'run_finished' }>> = {}): void {
    this.emit({
      type: 'run_finished',
      status: 'succeeded',
      outputs: { answer: 'yes' },
      single: true,
      error: null,
      duration_ms: 1234,
      ...more,
    });
  }
}

/** A live view on a terminal of the test. */
export function stage(
  columns = 80,
  rows = 24,
  options: { say?: Say; unicode?: boolean; color?: boolean; level?: Level } = {},
): { terminal: VirtualTerminal; clock: StageClock; view: LiveView; run: Run } {
  const terminal = new VirtualTerminal(columns, rows);
  const clock = new StageClock();
  const { now, after } = clock;
  const defaults = { say: english, unicode: true, color: false };
  const view = liveView({ stderr: terminal, now, after, ...defaults, ...options });
  return { terminal, clock, view, run: new Run(view) };
}

/** A stream that keeps what is written; a slow one takes more only when the test lets it. */
export class Pipe extends Writable {
  text = '';
  readonly #slow: boolean;
  #release: (() => void) | undefined;

  constructor(options: { readonly slow?: boolean; readonly isTTY?: boolean } = {}) {
    super({ decodeStrings: false, highWaterMark: 16 });
    this.#slow = options.slow ?? false;
    if (options.isTTY) Object.assign(this, { isTTY: true, columns: 80, rows: 24 });
  }

  override _write(chunk: string, _: BufferEncoding, done: () => void): void {
    this.text += chunk;
    if (this.#slow) this.#release = done;
    else done();
  }

  /** Takes what waits. */
  release(): void {
    const release = this.#release;
    this.#release = undefined;
    release?.();
  }
}
