import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Options } from 'execa';
import { expect } from 'vitest';
import { folderWith, type Folder } from '../bisheng.ts';

/** Writes down each of its calls; fails, or never ends, as long as there is a file that says so. */
const stamp = `
import os
import time


class Stamp(BaseComponent):
    """Puts a mark behind a value."""

    def build(self, value: Any, mark: str = "*") -> Any:
        with open("calls.log", "a", encoding="utf-8") as calls:
            calls.write(mark)
        if os.path.exists("broken-" + mark):
            raise RuntimeError("broken " + mark)
        while os.path.exists("hold-" + mark):
            time.sleep(0.02)
        return f"{value}{mark}"
`;

/** input → a → b → c */
export const chain = `nodes:
  - {id: input, type: InputNode}
  - {id: a, type: Stamp, config: {mark: a}}
  - {id: b, type: Stamp, config: {mark: b}}
  - {id: c, type: Stamp, config: {mark: c}}
edges:
  - {from: input, to: a}
  - {from: a, to: b}
  - {from: b, to: c}
`;

type Ended = Awaited<ReturnType<Folder['run']>>;

interface Begun {
  readonly ended: ReturnType<Folder['run']>;
}

export interface Trial extends Folder {
  /** Runs a command in the background until a mark's work has begun, and what is before it is told to be done. */
  readonly begin: (args: readonly string[], mark: string, told: string) => Promise<Begun>;
  /** Lets a mark's work fail, or take for ever, until it is taken back. */
  readonly trouble: (kind: 'broken' | 'hold', mark: string) => Promise<() => Promise<void>>;
  /** The marks of the calls since it was asked last. */
  readonly calls: () => Promise<string>;
  /** Goes on with the latest run. */
  readonly resume: (args?: readonly string[], options?: Options) => ReturnType<Folder['run']>;
}

/** A project with the component, and flows. */
export async function trial(files: Readonly<Record<string, string>> = {}): Promise<Trial> {
  const folder = await folderWith({
    'bisheng.yaml': '',
    'custom_components/stamp/component.py': stamp,
    'chain.yaml': chain,
    ...files,
  });
  const log = path.join(folder.path, 'calls.log');
  const read = async (): Promise<string> => (existsSync(log) ? readFile(log, 'utf8') : '');
  return {
    ...folder,
    begin: async (args, mark, told) => {
      const begun = folder.run(args);
      let over: Ended | undefined;
      let stderr = '';
      begun.stderr.on('data', (data: Buffer) => (stderr += String(data)));
      void begun.then((result) => (over = result));
      while (!(await read()).includes(mark) || !stderr.includes(told)) {
        if (over) throw new Error(`It has ended: ${over.stderr}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return { ended: begun };
    },
    trouble: async (kind, mark) => {
      const file = await folder.write(`${kind}-${mark}`, '');
      return () => rm(file);
    },
    calls: async () => {
      const calls = await read();
      await rm(log, { force: true });
      return calls;
    },
    resume: (args = [], options = {}) => folder.run(['runs', 'resume', 'latest', ...args], options),
  };
}

/** Expects an exit code, and shows what was said where it is another one. */
export function ended(result: Ended, code: number): Ended {
  expect([result.exitCode, code === result.exitCode ? '' : result.stderr]).toEqual([code, '']);
  return result;
}

/** The value of a JSON text. */
export function json(text: unknown): unknown {
  return JSON.parse(String(text)) as unknown;
}

/** The events of lines of JSON. */
export function events(text: unknown): { seq: number; type: string; node?: string }[] {
  return String(text)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { seq: number; type: string; node?: string });
}

/** A run of a flow of which a mark's work has failed; it will work the next time. */
export async function failed(project: Trial, args: readonly string[], mark: string): Promise<void> {
  const mend = await project.trouble('broken', mark);
  ended(await project.run(args), 1);
  await mend();
  await project.calls();
}
