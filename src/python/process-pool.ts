import { availableParallelism } from 'node:os';
import { WorkerProcess, type ProcessOptions } from './worker-process.ts';

/** How many processes run calls at a time where nobody says otherwise. */
export function defaultLimit(): number {
  return Math.max(4, availableParallelism());
}

interface Waiter {
  /** The process that holds its object. */
  readonly wanted: WorkerProcess | undefined;
  give(process: WorkerProcess): void;
}

/** Processes that each do one thing at a time: lent out, given back, started when all are busy. */
export class ProcessPool {
  readonly #options: ProcessOptions;
  readonly #limit: number;
  readonly #loop: boolean;
  /** Each with whether it is lent out. */
  readonly #processes = new Map<WorkerProcess, boolean>();
  #waiters: Waiter[] = [];

  /** At most `limit` processes; `loop`: of the kind that serves async objects. */
  constructor(options: ProcessOptions, limit: number, loop: boolean) {
    this.#options = options;
    this.#limit = limit;
    this.#loop = loop;
  }

  /** Starts one process if there is none. */
  warmUp(): void {
    if (this.#processes.size === 0) this.#start(false);
  }

  /**
   * A process for one call: `wanted`, while it lives, else an idle one, else a new one; waits where all are busy.
   * Undefined when `signal` aborts before.
   */
  acquire(
    wanted: WorkerProcess | undefined,
    signal?: AbortSignal,
  ): WorkerProcess | Promise<WorkerProcess | undefined> {
    const free = this.#free(wanted);
    if (free !== undefined) {
      this.#processes.set(free, true);
      return free;
    }
    return new Promise((resolve) => {
      const waiter: Waiter = {
        wanted,
        give: (process) => {
          signal?.removeEventListener('abort', leave);
          resolve(process);
        },
      };
      const leave = () => {
        this.#waiters = this.#waiters.filter((one) => one !== waiter);
        resolve(undefined);
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiters.push(waiter);
    });
  }

  /** Takes a process back. */
  release(process: WorkerProcess): void {
    if (this.#processes.has(process)) this.#processes.set(process, false);
    this.#serveWaiters();
  }

  /** Ends all. */
  async close(): Promise<void> {
    await Promise.all([...this.#processes.keys()].map((process) => process.end()));
  }

  #free(wanted: WorkerProcess | undefined): WorkerProcess | undefined {
    if (wanted !== undefined && wanted.alive && this.#processes.has(wanted)) {
      return this.#processes.get(wanted) === false ? wanted : undefined;
    }
    for (const [process, busy] of this.#processes) if (!busy && process.alive) return process;
    return this.#processes.size < this.#limit ? this.#start(true) : undefined;
  }

  #start(busy: boolean): WorkerProcess {
    const process = new WorkerProcess(this.#options, this.#loop, () => {
      this.#processes.delete(process);
      this.#serveWaiters();
    });
    this.#processes.set(process, busy);
    return process;
  }

  #serveWaiters(): void {
    for (const waiter of [...this.#waiters]) {
      const free = this.#free(waiter.wanted);
      if (free === undefined) continue;
      this.#waiters = this.#waiters.filter((one) => one !== waiter);
      this.#processes.set(free, true);
      waiter.give(free);
    }
  }
}
