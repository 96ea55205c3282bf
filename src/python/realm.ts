import { cacheFolder } from './cache-folder.ts';
import { cancelled } from './running-call.ts';
import type { PythonInterpreter } from './python-interpreter.ts';
import { ProcessPool, defaultLimit } from './process-pool.ts';
import { sandboxEnvironment } from './sandbox-environment.ts';
import type { WorkersOptions } from './workers-options.ts';
import { WorkerProcess, type ProcessOptions } from './worker-process.ts';

/** The processes of one interpreter with one set of rights. */
export class Realm {
  /** For what is not async: one thing at a time in each. */
  readonly oneByOne: ProcessPool;
  /** Runs async calls alone, after one of several has ended the process that they shared. */
  readonly alone: ProcessPool;
  readonly #options: ProcessOptions;
  #together: WorkerProcess | undefined;

  constructor(interpreter: PythonInterpreter, options: WorkersOptions) {
    const { sandbox = null, environment = process.env } = options;
    this.#options = {
      executable: interpreter.executable,
      project: options.project,
      paths: options.paths ?? [],
      sandbox,
      env: sandbox ? sandboxEnvironment(sandbox, environment) : environment,
      cache: cacheFolder(process.env),
      debug: options.debug ?? null,
    };
    const limit = options.limit ?? defaultLimit();
    const { spreads = false } = options;
    this.oneByOne = new ProcessPool(this.#options, { limit, loop: false, spreads });
    this.alone = new ProcessPool(this.#options, { limit, loop: true, spreads: false });
  }

  /** The process that async calls share. */
  together(): WorkerProcess {
    if (this.#together?.alive !== true) {
      this.#together = new WorkerProcess(this.#options, true, () => undefined);
    }
    return this.#together;
  }

  /** Asks something that is no call; rejects with a `PythonFailure`. */
  async ask(request: Readonly<Record<string, unknown>>): Promise<unknown> {
    const worker = await this.oneByOne.acquire(undefined);
    if (worker === undefined) throw cancelled();
    try {
      return await new Promise((resolve, reject) => {
        worker.ask(request, {
          isCall: false,
          answered: (answer) => resolve(answer.result),
          failed: reject,
          died: reject,
        });
      });
    } finally {
      this.oneByOne.release(worker);
    }
  }

  /** Ends all processes. */
  async close(): Promise<void> {
    await Promise.all([this.oneByOne.close(), this.alone.close(), this.#together?.end()]);
  }
}
