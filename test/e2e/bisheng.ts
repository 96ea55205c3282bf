import { execa, type Options, type ResultPromise } from 'execa';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const bin = fileURLToPath(new URL('../../bin/bisheng.js', import.meta.url));

const state = path.join(tmpdir(), `bisheng-e2e-state-${process.pid}`);

/** What the tests' own terminal and shell say must not reach the program. */
const environment = {
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  SystemRoot: process.env.SystemRoot ?? '',
  LANG: 'C.UTF-8',
  // Runs outside of a project are kept with the user's other state.
  XDG_STATE_HOME: state,
};

export interface Folder {
  readonly path: string;
  readonly write: (name: string, content: string | Uint8Array) => Promise<string>;
  /** Starts the real program in the folder, without a terminal and with nothing on stdin. */
  readonly run: (args: readonly string[], options?: Options) => ResultPromise<Started>;
  /** The same for a line of bash. */
  readonly shell: (line: string) => ResultPromise<Started>;
}

interface Started {
  reject: false;
  extendEnv: false;
  stripFinalNewline: false;
}

/** A temporary folder with files in it, taken away after the tests. */
export async function folderWith(files: Readonly<Record<string, string>> = {}): Promise<Folder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bisheng-e2e-'));
  afterAll(async () => {
    for (const place of [folder, state]) await rm(place, { recursive: true, force: true });
  });
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  };
  for (const [name, content] of Object.entries(files)) await write(name, content);
  const start = (
    file: string,
    args: readonly string[],
    { env, ...options }: Options = {},
  ): ResultPromise<Started> =>
    execa(file, args, {
      cwd: folder,
      stdin: 'input' in options ? 'pipe' : 'ignore',
      ...options,
      env: { ...environment, ...env },
      extendEnv: false,
      reject: false,
      stripFinalNewline: false,
    }) as unknown as ResultPromise<Started>;
  return {
    path: folder,
    write,
    run: (args, options) => start(process.execPath, [bin, ...args], options),
    shell: (line) => start('bash', ['-c', line]),
  };
}

/** A flow that says hello to the text it is given. */
export const hello = `nodes:
  - {id: input, type: InputNode}
  - {id: greet, type: Transform, config: {expression: '"Hello, " + text + "!"'}}
edges:
  - {from: input, to: greet}
`;
