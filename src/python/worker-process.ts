import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { toJson, type Value } from '../flow/value.ts';
import { deathOf, type Death } from './death.ts';
import { PythonFailure, type PythonFrame } from './instance.ts';
import { lineReader } from './line-reader.ts';
import { packagePath } from './package-path.ts';
import { readableFrames } from './readable-frames.ts';
import { readSaid, type LogLevel, type Said } from './said.ts';
import type { SandboxRules } from './sandbox-rules.ts';

export interface ProcessOptions {
  /** The real interpreter. */
  readonly executable: string;
  /** Absolute; the working directory. */
  readonly project: string;
  /** More folders that modules come from, after the project. */
  readonly paths: readonly string[];
  readonly sandbox: SandboxRules | null;
  readonly env: NodeJS.ProcessEnv;
  /** Where compiled modules are kept; '' for nowhere. */
  readonly cache: string;
  readonly debug: DebugOptions | null;
}

export interface DebugOptions {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Whether the terminal can be had for pdb. */
  readonly terminal: boolean;
  /** Hears where the debugger waits: `debugpy` and `socket` at the port, `terminal` here. */
  ready(kind: 'debugpy' | 'socket' | 'terminal', port: number): void;
}

/** Who asked, while the answer is not there. */
export interface Asker {
  /** Whether it is a call of a component or plugin, which logs belong to. */
  readonly isCall: boolean;
  chunk?(value: Value): void;
  log?(level: 'debug' | 'info' | 'warning' | 'error', text: string): void;
  progress?(done: number, total: number | null, text: string): void;
  answered(answer: Answer): void;
  failed(failure: PythonFailure): void;
  /** The process ended. `shared`: other calls were going on in it. */
  died(failure: PythonFailure, shared: boolean): void;
}

export interface Answer {
  readonly result?: Value;
  readonly generated?: true;
  readonly state?: Value;
  /** Why there is no state. */
  readonly unkept?: PythonFailure;
}

/** Bytes in a line, both ways; the worker has the same limit. */
const LINE_LIMIT = 64 * 1024 * 1024;
/** What was written past `print` in one call: more is dropped, much more ends the process. */
const RAW_KEPT = 1024 * 1024;
const RAW_END = 64 * 1024 * 1024;
/** Characters of the log of one call: more than the worker ever sends (10,000 lines, 1 MiB), each line with its cost here. */
const LOGGED_KEPT = 4 * 1024 * 1024;
const LINE_COST = 200;
/** Characters of the text beside a progress. */
const PROGRESS_TEXT = 1000;
/** Milliseconds that a process which was asked to end has for it. */
export const GRACE = 2000;
/** For how long the pipes of a process that has ended are read on, in ms. */
const LAST_WORDS = 100;

/** One process of the worker program and the requests it has not answered. */
export class WorkerProcess {
  /** How many objects have been made in it and are not closed. */
  held = 0;
  readonly #child: ChildProcess;
  readonly #options: ProcessOptions;
  readonly #askers = new Map<number, Asker>();
  readonly #raw = new Map<number, number>();
  /** Characters that calls have streamed and logged through the protocol. */
  readonly #volume = new Map<number, { readonly streamed: number; readonly logged: number }>();
  readonly #exited: Promise<void>;
  #next = 1;
  #ready = false;
  #alive = true;
  /** The last that was written to the log without `print`, for what Python says when it dies. */
  #tail = '';
  #leaving: { status: number; frames: readonly PythonFrame[] } | undefined;
  #failure: PythonFailure | undefined;

  /** `loop`: it serves async objects, many calls at once. `ended` hears once of its end. */
  constructor(options: ProcessOptions, loop: boolean, ended: () => void) {
    this.#options = options;
    const program = path.join(packagePath(), 'bisheng', '_worker', '__main__.py');
    const args = ['-I', '-S', '-B', '-X', 'utf8', program, options.cache];
    // A group of its own, so that what it starts can be ended with it and Ctrl-C is ours to hand on; but pdb needs the terminal.
    const detached = process.platform !== 'win32' && options.debug?.terminal !== true;
    this.#child = spawn(options.executable, args, {
      cwd: options.project,
      env: { ...options.env, PYTHONIOENCODING: 'utf-8', PYTHONUTF8: '1' },
      // The fourth carries nothing: when this process ends, its closing ends the worker (die_with_parent).
      stdio: ['pipe', 'pipe', 'pipe', process.platform === 'win32' ? 'ignore' : 'pipe'],
      detached,
      windowsHide: true,
    });
    this.#exited = this.#listen(ended);
    const { project, paths, sandbox, debug } = options;
    this.#write(
      JSON.stringify({
        op: 'start',
        project,
        paths,
        loop,
        sandbox,
        debug: debug && { port: debug.port, terminal: debug.terminal },
      }),
    );
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Sends a request; its number is for {@link cancel}. `fields` are without `id`. */
  ask(fields: Readonly<Record<string, unknown>>, asker: Asker): number {
    const id = this.#next++;
    // The text of values with bigints in it, which JSON.stringify refuses.
    const line = toJson({ id, ...fields });
    if (line.length > LINE_LIMIT / 2 && Buffer.byteLength(line) > LINE_LIMIT) {
      const limit = LINE_LIMIT / 1024 / 1024;
      asker.failed(
        new PythonFailure(
          'python-result-too-large',
          { limit },
          { key: 'python-result-too-large/input' },
        ),
      );
      return id;
    }
    this.#askers.set(id, asker);
    this.#write(line);
    return id;
  }

  /** Asks a running call to end: by a signal, or `byRequest` where a loop reads while it works. */
  cancel(id: number, byRequest: boolean): void {
    if (!this.#askers.has(id)) return;
    if (byRequest) this.#write(JSON.stringify({ op: 'cancel', id }));
    else if (process.platform === 'win32') this.kill();
    else this.#child.kill('SIGINT');
  }

  /** Ends it and all that it has started, at once. */
  kill(failure?: PythonFailure): void {
    this.#failure ??= failure;
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      this.#child.kill('SIGKILL');
    }
  }

  /** Lets it finish what it does and clean up, at most for the grace; then {@link kill}. */
  async end(): Promise<void> {
    if (!this.#alive) return;
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.kill(), GRACE);
    await this.#exited;
    clearTimeout(timer);
  }

  #write(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  #listen(ended: () => void): Promise<void> {
    const child = this.#child;
    const { stdout, stderr } = child;
    const tooLarge = () =>
      this.kill(new PythonFailure('python-result-too-large', { limit: LINE_LIMIT / 1024 / 1024 }));
    stdout?.on(
      'data',
      lineReader(LINE_LIMIT, (line) => this.#heard(line), tooLarge),
    );
    stderr?.on('data', (data: Buffer) => this.#printed(data));
    // A process that has closed our descriptors, or become another program, is of no use any more.
    stdout?.on('end', () => {
      const failure = new PythonFailure('python-died', {}, { key: 'python-died/closed' });
      setTimeout(() => this.#alive && this.kill(failure), 100).unref();
    });
    for (const stream of child.stdio) stream?.on('error', () => undefined);
    return new Promise((resolve) => {
      const end = (status: number | null, signal: NodeJS.Signals | null, error?: Error) => {
        if (!this.#alive) return;
        this.#alive = false;
        // What it has started and left behind.
        this.kill();
        void lastWords(child).then(() => {
          this.#bury({ status, signal, error });
          for (const stream of child.stdio) stream?.destroy();
          ended();
          resolve();
        });
      };
      child.on('exit', end);
      child.on('error', (error) => end(null, null, error));
    });
  }

  #bury(how: Pick<Death, 'status' | 'signal' | 'error'>): void {
    const shared = [...this.#askers.values()].filter((asker) => asker.isCall).length > 1;
    const failure =
      this.#failure ??
      deathOf({
        ...how,
        ready: this.#ready,
        tail: this.#tail,
        leaving: this.#leaving,
        executable: this.#options.executable,
        project: this.#options.project,
        sandbox: this.#options.sandbox,
      });
    const askers = [...this.#askers.values()];
    this.#askers.clear();
    for (const asker of askers) asker.died(failure, shared);
  }

  #heard(line: string): void {
    const said = readSaid(line, (frames) => readableFrames(frames, this.#options.sandbox));
    if (said === undefined) {
      this.kill(new PythonFailure('python-protocol', {}));
      return;
    }
    if (said.ready) this.#ready = true;
    if (said.exit !== undefined) this.#leaving = { status: said.exit, frames: said.frames ?? [] };
    if (said.debug) this.#options.debug?.ready(said.debug[0], said.debug[1]);
    if (said.id === undefined) return;
    // Later somebody else may say so: nothing of the user is loaded before the process is ready.
    if (said.id === 0 && said.failure && !this.#ready) this.#failure = said.failure;
    const asker = this.#askers.get(said.id);
    if (asker === undefined) return;
    if ('chunk' in said) this.#streamed(said.id, asker, said.chunk ?? null, line.length);
    else if (said.log) this.#logged(said.id, asker, ...said.log);
    else if (said.progress) {
      const [done, total, text] = said.progress;
      asker.progress?.(done, total, text.slice(0, PROGRESS_TEXT));
    } else if (said.cut) this.#logged(said.id, asker, 'warning', '…');
    else this.#answered(said.id, asker, said);
  }

  /** The worker keeps to its limits; code that writes where the worker writes need not. */
  #streamed(id: number, asker: Asker, value: Value, length: number): void {
    const before = this.#volume.get(id) ?? { streamed: 0, logged: 0 };
    const streamed = before.streamed + length;
    this.#volume.set(id, { ...before, streamed });
    if (streamed <= 2 * LINE_LIMIT) asker.chunk?.(value);
    else {
      const limit = LINE_LIMIT / 1024 / 1024;
      this.kill(new PythonFailure('python-result-too-large', { limit }));
    }
  }

  #logged(id: number, asker: Asker, level: LogLevel, text: string): void {
    const before = this.#volume.get(id) ?? { streamed: 0, logged: 0 };
    const logged = before.logged + LINE_COST + text.length;
    this.#volume.set(id, { ...before, logged });
    if (logged <= LOGGED_KEPT) asker.log?.(level, text);
  }

  #answered(id: number, asker: Asker, said: Said): void {
    // What was written to the log before the answer is read in the same turn, but perhaps after it.
    setImmediate(() => {
      if (!this.#askers.delete(id)) return;
      this.#raw.delete(id);
      this.#volume.delete(id);
      if (said.failure) asker.failed(said.failure);
      else asker.answered(said);
    });
  }

  /** Bytes that were written to descriptors 1 and 2: they belong to the call that is going on, or the first of several. */
  #printed(data: Buffer): void {
    const text = data.toString();
    this.#tail = (this.#tail + text).slice(-8000);
    for (const [id, asker] of this.#askers) {
      if (!asker.isCall) continue;
      const before = this.#raw.get(id) ?? 0;
      const now = before + data.length;
      this.#raw.set(id, now);
      if (now > RAW_END) {
        const limit = RAW_END / 1024 / 1024;
        this.kill(
          new PythonFailure(
            'python-result-too-large',
            { limit },
            { key: 'python-result-too-large/log' },
          ),
        );
      } else if (now <= RAW_KEPT) {
        for (const line of text.replace(/\n$/, '').split('\n')) asker.log?.('info', line);
      } else if (before <= RAW_KEPT) asker.log?.('warning', '…');
      return;
    }
  }
}

/** Its end may be told before what it has written last; somebody else may hold its pipes open. */
function lastWords({ stdout, stderr }: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LAST_WORDS);
    const open = [stdout, stderr].filter((stream) => stream && !stream.readableEnded);
    let left = open.length;
    const heard = () => {
      if (left-- > 0) return;
      clearTimeout(timer);
      resolve();
    };
    for (const stream of open) stream?.once('end', heard).once('error', heard);
    heard();
  });
}
