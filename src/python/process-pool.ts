import { availableParallelism } from 'node:os';
import { WorkerProcess, type ProcessOptions } from './worker-process.ts';

/** How many processes run calls at a time where nobody says otherwise. */
export function defaultLimit(): number {
  return Math.max(4, availableParallelism());
}

export interface PoolOptions {
  readonly limit: number;
  /** Processes of the kind that serves async objects. */
  readonly loop: boolean;
  /** A new object gets a process of its own, as long as there may be more. */
  readonly spreads: boolean;
}

/** So long a call waits for the process of its object while another user has it, before the object is made anew elsewhere. Milliseconds. */
const PATIENCE = 1_000;

interface Waiter {
  /** The process that holds its object. */
  wanted: WorkerProcess | undefined;
  readonly user: string;
  give(process: WorkerProcess): void;
}

/**
 * Processes that each do one thing at a time: lent out, given back, started when all are busy. Where calls wait, users take turns, so that many
 * calls of one don't keep another's waiting; those of one user come in their order. `''` is the user of whoever is alone.
 */
export class ProcessPool {
  readonly #options: ProcessOptions;
  readonly #pool: PoolOptions;
  /** Each with the user who has it; undefined: nobody. */
  readonly #processes = new Map<WorkerProcess, string | undefined>();
  #waiters: Waiter[] = [];
  /** When each user's turn was, as long as anybody waits. */
  readonly #turns = new Map<string, number>();
  #turn = 0;

  constructor(options: ProcessOptions, pool: PoolOptions) {
    this.#options = options;
    this.#pool = pool;
  }

  /** Starts one process if there is none. */
  warmUp(): void {
    if (this.#processes.size === 0) this.#start(undefined);
  }

  /**
   * A process for one call: `wanted`, while it lives, else an idle one, else a new one; waits where all are busy.
   * Undefined when `signal` aborts before.
   */
  acquire(
    wanted: WorkerProcess | undefined,
    signal?: AbortSignal,
    user = '',
  ): WorkerProcess | Promise<WorkerProcess | undefined> {
    const free = this.#free(wanted, user);
    if (free !== undefined) {
      this.#lend(free, user);
      return free;
    }
    return new Promise((resolve) => {
      const waiter: Waiter = {
        wanted,
        user,
        give: (process) => {
          clearTimeout(impatience);
          signal?.removeEventListener('abort', leave);
          resolve(process);
        },
      };
      const impatience = this.#isOthers(wanted, user)
        ? setTimeout(() => {
            if (!this.#isOthers(wanted, user)) return;
            waiter.wanted = undefined;
            this.#serveWaiters();
          }, PATIENCE)
        : undefined;
      const leave = () => {
        clearTimeout(impatience);
        this.#waiters = this.#waiters.filter((one) => one !== waiter);
        resolve(undefined);
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiters.push(waiter);
    });
  }

  /** Takes a process back. */
  release(process: WorkerProcess): void {
    if (this.#processes.has(process)) this.#processes.set(process, undefined);
    this.#serveWaiters();
  }

  /** Ends all. */
  async close(): Promise<void> {
    await Promise.all([...this.#processes.keys()].map((process) => process.end()));
  }

  #free(wanted: WorkerProcess | undefined, user: string): WorkerProcess | undefined {
    const { limit, spreads } = this.#pool;
    // The last one is for somebody else, whose call may be short.
    if (user !== '' && limit > 1 && this.#lentTo(user) >= limit - 1) return undefined;
    if (wanted !== undefined && wanted.alive && this.#processes.has(wanted)) {
      return this.#processes.get(wanted) === undefined ? wanted : undefined;
    }
    const mayStart = this.#processes.size < limit;
    const least = this.#idle();
    if (least && !(spreads && mayStart && least.held > 0)) return least;
    return mayStart ? this.#start(user) : undefined;
  }

  /** Whether another user has a process, who may keep it for long. */
  #isOthers(process: WorkerProcess | undefined, user: string): boolean {
    const has = process && this.#processes.get(process);
    return has !== undefined && has !== user;
  }

  #lentTo(user: string): number {
    let count = 0;
    for (const one of this.#processes.values()) if (one === user) count++;
    return count;
  }

  /** Of the idle ones that with the fewest objects. */
  #idle(): WorkerProcess | undefined {
    let least: WorkerProcess | undefined;
    for (const [process, user] of this.#processes) {
      if (user === undefined && process.alive && !(least && least.held <= process.held))
        least = process;
    }
    return least;
  }

  #start(user: string | undefined): WorkerProcess {
    const process = new WorkerProcess(this.#options, this.#pool.loop, () => {
      this.#processes.delete(process);
      this.#serveWaiters();
    });
    this.#processes.set(process, user);
    return process;
  }

  #serveWaiters(): void {
    for (let next = this.#next(); next; next = this.#next()) {
      const [waiter, free] = next;
      this.#waiters = this.#waiters.filter((one) => one !== waiter);
      this.#lend(free, waiter.user);
      waiter.give(free);
    }
    if (this.#waiters.length === 0) this.#turns.clear();
  }

  #lend(process: WorkerProcess, user: string): void {
    this.#processes.set(process, user);
    this.#turns.set(user, ++this.#turn);
  }

  /** Of those who can go on the first of the user whose turn was longest ago. */
  #next(): readonly [Waiter, WorkerProcess] | undefined {
    const turnOf = ({ user }: Waiter): number => this.#turns.get(user) ?? 0;
    for (const waiter of [...this.#waiters].sort((a, b) => turnOf(a) - turnOf(b))) {
      const free = this.#free(waiter.wanted, waiter.user);
      if (free !== undefined) return [waiter, free];
    }
    return undefined;
  }
}
