import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { documentLimits } from './document-limits.ts';
import { UnreadableDocument, type Block, type UnreadableReason } from './document.ts';
import { endingOf, readDocument } from './read-document.ts';

export interface WorkerQuestion {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export type WorkerAnswer = { readonly blocks: Block[] } | { readonly problem: UnreadableReason };

/** What others' libraries read: they may take any time and memory. */
const FOREIGN = new Set(['pdf', 'docx', 'xlsx']);
/** Texts larger than this, in bytes, are not read where everything else waits. */
const SMALL = 1_000_000;
/** How often the memory is looked at, in milliseconds: what lies outside the heap, no limit of the thread's holds. */
const WATCH = 50;

/** What reading one document may take: see {@link documentLimits}. */
export type ReadingLimits = Readonly<Record<'seconds' | 'memory', number>>;

/**
 * Reads documents, all but small texts in a thread of its own, which is ended where one takes too much time or memory. One
 * at a time.
 */
export class DocumentReader {
  readonly #limits: ReadingLimits;
  #worker: Worker | undefined;

  constructor(limits: ReadingLimits = documentLimits) {
    this.#limits = limits;
  }

  /** As {@link readDocument}. */
  async read(file: string, bytes: Uint8Array): Promise<Block[]> {
    if (bytes.length <= SMALL && !FOREIGN.has(endingOf(file))) return readDocument(file, bytes);
    const worker = (this.#worker ??= this.#start());
    const said = await this.#ask(worker, { file, bytes });
    if ('blocks' in said) return said.blocks;
    throw new UnreadableDocument(said.problem);
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    return new Worker(workerFile(), {
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memory },
      env: {},
      execArgv: [],
      // What libraries have to say there is for nobody.
      stdout: true,
      stderr: true,
    });
  }

  async #ask(worker: Worker, question: WorkerQuestion): Promise<WorkerAnswer> {
    const { seconds, memory } = this.#limits;
    const started = performance.now();
    const before = process.memoryUsage.rss();
    let watch: NodeJS.Timeout | undefined;
    const answer = new Promise<WorkerAnswer>((resolve) => {
      const fail = (problem: UnreadableReason): void => {
        resolve({ problem });
        void this.close();
      };
      worker.once('message', resolve);
      worker.once('error', (error: NodeJS.ErrnoException) => {
        fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'heavy' : 'broken');
      });
      worker.once('exit', () => {
        fail('broken');
      });
      watch = setInterval(() => {
        const isSlow = performance.now() - started > seconds * 1_000;
        if (isSlow || process.memoryUsage.rss() - before > memory * 2 ** 20) fail('heavy');
      }, WATCH);
      worker.postMessage(question);
    });
    try {
      return await answer;
    } finally {
      clearInterval(watch);
      worker.removeAllListeners('message').removeAllListeners('exit').removeAllListeners('error');
      // One that is ended may still have something to say.
      worker.on('error', () => undefined);
    }
  }
}

/** The built file of the thread: this module may be a source or a part of the bundle. */
function workerFile(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const file = path.join(folder, 'dist/knowledge/document-worker.js');
    if (existsSync(file)) return file;
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error('The program is not built: run “npm run build”.');
    folder = parent;
  }
}
