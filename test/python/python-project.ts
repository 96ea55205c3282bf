import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import {
  PythonFailure,
  type CallOptions,
  type CallResult,
  type PythonInstance,
  type PythonWorkers,
} from '../../src/python/instance.ts';
import { findInterpreter } from '../../src/python/interpreter.ts';
import { createWorkers } from '../../src/python/workers.ts';
import type { WorkersOptions } from '../../src/python/workers-options.ts';

/** Why nothing can be tested here; undefined where Python is there. */
export const noPython = await findInterpreter({ project: tmpdir(), env: process.env }).then(
  () => undefined,
  (error: unknown) => `no Python 3.9 or newer: ${String(error)}`,
);

/** What a call has said until now. */
export interface Heard {
  readonly chunks: unknown[];
  readonly logs: [string, string][];
  readonly progress: unknown[];
  lost: number;
  readonly unkept: PythonFailure[];
}

export interface Written {
  /** Its component.py. */
  readonly file: string;
  readonly instance: PythonInstance;
  readonly heard: Heard;
  /** Calls it; a failure is the result too. */
  readonly call: (
    inputs?: Record<string, unknown>,
    signal?: AbortSignal,
  ) => Promise<CallResult | PythonFailure>;
}

/** A project in a temporary folder, with workers; both go when the file's tests are done. */
export class PythonProject {
  readonly folder: string;
  readonly workers: PythonWorkers;
  #count = 0;

  private constructor(folder: string, workers: PythonWorkers) {
    this.folder = folder;
    this.workers = workers;
  }

  static async create(options: Partial<WorkersOptions> = {}): Promise<PythonProject> {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'bisheng-python-')));
    const workers = createWorkers({ project: folder, ...options });
    afterAll(async () => {
      await workers.close();
      await rm(folder, { recursive: true, force: true });
    });
    return new PythonProject(folder, workers);
  }

  async write(name: string, text: string): Promise<string> {
    const file = path.join(this.folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  }

  /** A component whose class is `C`, or a plugin with class `P`, unless `className` says otherwise. */
  async object(
    code: string,
    options: {
      config?: Record<string, unknown>;
      isAsync?: boolean;
      plugin?: boolean;
      className?: string;
      user?: string;
    } = {},
  ): Promise<Written> {
    const kind = options.plugin === true ? 'plugin' : 'component';
    const name = `${kind}s/x${++this.#count}/${kind}.py`;
    const file = await this.write(name, code);
    const instance = this.workers.open({
      kind,
      path: path.dirname(file),
      className: options.className ?? (kind === 'plugin' ? 'P' : 'C'),
      config: options.config ?? {},
      isAsync: options.isAsync ?? false,
      user: options.user,
    });
    const heard: Heard = { chunks: [], logs: [], progress: [], lost: 0, unkept: [] };
    return {
      file,
      instance,
      heard,
      async call(inputs = {}, signal = new AbortController().signal) {
        try {
          return await instance.call(inputs, callOptions(heard, signal));
        } catch (error) {
          if (error instanceof PythonFailure) return error;
          throw error;
        }
      },
    };
  }

  /** A component of one `build` without inputs, whose lines these are. */
  build(body: string, options: { isAsync?: boolean; before?: string } = {}): Promise<Written> {
    const lines = body.trim().split('\n');
    const def = options.isAsync === true ? 'async def' : 'def';
    const code = `${options.before ?? ''}class C(BaseComponent):\n    ${def} build(self):\n${lines.map((line) => `        ${line}\n`).join('')}`;
    return this.object(code, { isAsync: options.isAsync ?? false });
  }
}

export function callOptions(heard: Heard, signal: AbortSignal): CallOptions {
  return {
    signal,
    chunk: (value) => heard.chunks.push(value),
    log: (level, text) => heard.logs.push([level, text]),
    progress: (...values) => heard.progress.push(values),
    stateLost: () => heard.lost++,
    idempotencyKey: 'run:node',
    unkept: (failure) => heard.unkept.push(failure),
  };
}

/** Code, key and the innermost frame's line of a failure; the value of anything else. */
export function told(result: CallResult | PythonFailure): unknown {
  if (!(result instanceof PythonFailure)) return 'value' in result ? result.value : 'generated';
  return { key: result.key, line: result.frames.at(-1)?.line };
}
