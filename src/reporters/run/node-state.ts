import { Pace } from './pace.ts';

export type NodeStatus =
  'pending' | 'running' | 'retrying' | 'waiting' | 'succeeded' | 'failed' | 'cancelled' | 'skipped';

/** How far a loop or a long work is. */
export interface Progress {
  done: number | undefined;
  total: number | undefined;
  message: string | undefined;
  /** Loops: the round, from 1. */
  round: number | undefined;
  maxRounds: number | undefined;
  readonly pace: Pace;
}

/** As much of what a node streams as can be on a screen; twice that is kept, so that cutting is rare. */
const TAIL = 2_000;

/** What is known of one node so far. All its runs (rounds of a loop, items) count as one. */
export class NodeState {
  readonly id: string;
  /** The id without its outer nodes' ids. */
  readonly label: string;
  type = '';
  parent: NodeState | undefined;
  readonly children: NodeState[] = [];
  /** The children that run, or below which something runs. */
  readonly active = new Set<NodeState>();

  status: NodeStatus = 'pending';
  /** How many runs are going on. */
  running = 0;
  /** When the present run began. */
  since = 0;
  attempt = 1;
  attempts = 1;
  maxAttempts = 1;
  retryAt: number | undefined;
  /** How many runs ended in which way. */
  readonly ended = { succeeded: 0, failed: 0, cancelled: 0, skipped: 0 };
  /** Milliseconds of all runs. */
  totalMs = 0;
  rounds: number | undefined;
  progress: Progress | undefined;
  /** The end of what it streams. */
  tail = '';
  errorCode: string | undefined;
  /** How many runs did no work, and where the last of these had its result from. */
  reused = 0;
  reusedFrom: 'run' | 'cache' | undefined;

  /** How many runs it had in earlier sessions of a run that goes on. */
  kept = 0;
  #skipped = 0;
  /** Runs whose failure has ended the run: they come again where it goes on. */
  #repeats: { status: 'failed' | 'cancelled'; ms: number }[] = [];

  constructor(id: string) {
    this.id = id;
    this.label = id.slice(id.lastIndexOf('/') + 1);
  }

  get depth(): number {
    return this.parent ? this.parent.depth + 1 : 0;
  }

  /** It runs, or something below it does. */
  get isActive(): boolean {
    return this.running > 0 || this.active.size > 0;
  }

  get runs(): number {
    return this.ended.succeeded + this.ended.failed + this.ended.cancelled;
  }

  /** A run of it has ended, which comes again should the flow's run go on. */
  willRepeat(status: 'failed' | 'cancelled', ms: number): void {
    this.#repeats.push({ status, ms });
  }

  /** The flow's run goes on; `anew`: nothing holds any more of what the node had done. */
  resume(anew: boolean): void {
    for (const { status, ms } of this.#repeats.splice(0)) {
      this.ended[status]--;
      this.totalMs -= ms;
    }
    if (anew) {
      Object.assign(this.ended, { succeeded: 0, failed: 0, cancelled: 0, skipped: 0 });
      Object.assign(this, { totalMs: 0, attempts: 1, rounds: undefined, reused: 0 });
      Object.assign(this, { progress: undefined, reusedFrom: undefined, errorCode: undefined });
    }
    this.kept = this.runs;
    this.#skipped = this.ended.skipped;
    this.tail = '';
  }

  /** Nothing has come of it since the flow's run goes on. */
  get isAsBefore(): boolean {
    const { runs, kept, running, ended } = this;
    return (
      running === 0 && kept + this.#skipped > 0 && runs === kept && ended.skipped === this.#skipped
    );
  }

  /** Puts it below another node, unless that is below this one. */
  attach(parent: NodeState): void {
    for (let at: NodeState | undefined = parent; at; at = at.parent) if (at === this) return;
    this.parent = parent;
    parent.children.push(this);
  }

  stream(text: string): void {
    this.tail += text;
    if (this.tail.length <= 2 * TAIL) return;
    const cut = this.tail.length - TAIL;
    const line = this.tail.indexOf('\n', cut);
    this.tail = this.tail.slice(line >= 0 && line < cut + TAIL / 2 ? line + 1 : cut);
  }

  /** The progress, to be written to; begun anew with each run. */
  progressed(): Progress {
    return (this.progress ??= {
      done: undefined,
      total: undefined,
      message: undefined,
      round: undefined,
      maxRounds: undefined,
      pace: new Pace(),
    });
  }
}
