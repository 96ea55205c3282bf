import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEvent } from '../../../src/engine/run-event.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { bin } from '../bisheng.ts';

/** What a run has come to. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Who was killed. */
  readonly killed: 'runner' | 'worker' | undefined;
}

/** What the store has of a run when everything that worked on it is dead. */
export interface Kept {
  readonly keys: readonly string[];
  readonly events: readonly RunEvent[];
  /** How many lines the ledger has. */
  readonly ledger: number;
}

/** A folder with the crash test's project, in which one run at a time goes on. */
export class Trial {
  readonly #folder: string;
  readonly #ledger: string;

  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#ledger = path.join(folder, `ledger-${name}`);
  }

  /** Runs a command to its end, or to the death of one of its processes after so many milliseconds. */
  async run(
    args: readonly string[],
    kill?: { readonly after: number; readonly worker: boolean },
  ): Promise<Ended> {
    const child = spawn(process.execPath, [bin, ...args, '--output', 'json', '--quiet'], {
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LEDGER: this.#ledger, LANG: 'C.UTF-8' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    let killed: Ended['killed'];
    let workers: number[] = [];
    const killer =
      kill &&
      this.#later(kill.after, closed).then((isOver) => {
        if (isOver || child.pid === undefined) return;
        workers = childrenOf(child.pid);
        const [worker] = workers;
        if (kill.worker && worker === undefined) return;
        killed = kill.worker ? 'worker' : 'runner';
        kill9(kill.worker ? (worker ?? 0) : child.pid);
      });
    const code = await closed;
    await killer;
    // What a worker still does when its runner is dead is over when it is gone.
    for (const pid of workers) while (isAlive(pid)) await sleep(5);
    return { code, stdout, stderr, killed };
  }

  /** What is kept of the latest run; undefined where there is none. */
  async kept(): Promise<Kept | undefined> {
    const file = path.join(this.#folder, '.bisheng/store.db');
    if (!existsSync(file)) return undefined;
    const { store } = await openStore(file);
    try {
      const [run] = store.list({ limit: 1 });
      if (!run) return undefined;
      const keys = store.results(run.id).map(({ key }) => key);
      return { keys, events: store.events(run.id), ledger: this.ledger().length };
    } finally {
      store.close();
    }
  }

  /** The lines that the components have written. */
  ledger(): string[] {
    if (!existsSync(this.#ledger)) return [];
    return readFileSync(this.#ledger, 'utf8').split('\n').slice(0, -1);
  }

  /** Whether it was over before the time had passed. */
  async #later(ms: number, closed: Promise<unknown>): Promise<boolean> {
    return Promise.race([sleep(ms, false), closed.then(() => true)]);
  }
}

function childrenOf(pid: number): number[] {
  try {
    return execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

function kill9(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that nobody has waited for yet does nothing any more.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
