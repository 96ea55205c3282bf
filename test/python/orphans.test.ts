import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { PythonProject, noPython, told } from './python-project.ts';

/** Whether a process is there and no zombie. */
async function runs(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
    if (process.platform !== 'linux') return true;
    return !/^\d+ \(.*\) Z/.test(await readFile(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** A component that names its processes, its own and a child's, and hangs; `how` says how. */
const hanging = (how: string): string => `import os, subprocess, sys, time
class C(BaseComponent):
    def build(self):
        child = subprocess.Popen(["sleep", "600"])
        with open("pids.tmp", "w") as file: file.write(f"{os.getpid()} {child.pid}")
        os.rename("pids.tmp", "pids")
        ${how}
`;
const ways = [
  ['waiting', 'time.sleep(600)'],
  ['calculating', 'while True: pass'],
  ['in C code that never lets go', '(10 ** 8) ** (10 ** 8)'],
] as const;

describe.skipIf(noPython ?? process.platform === 'win32')(
  `no orphans (${noPython ?? 'with Python'})`,
  async () => {
    const project = await PythonProject.create();

    test.each(ways)(
      'kill -9 of the tool ends a worker that is %s, and its child',
      async (_, how) => {
        await project.write('pids', '');
        const file = await project.write('components/hang/component.py', hanging(how));
        const program = path.join(
          import.meta.dirname,
          '..',
          '..',
          `dist.orphan-${process.pid}`,
          'tool.mjs',
        );
        await build({
          stdin: {
            contents: `import { createWorkers } from './src/python/workers.ts';
          const [project, folder] = process.argv.slice(2);
          const workers = createWorkers({ project });
          const none = () => undefined;
          void workers.open({ kind: 'component', path: folder, className: 'C', config: {}, isAsync: false })
            .call({}, { signal: new AbortController().signal, chunk: none, log: none, progress: none, stateLost: none, idempotencyKey: 'k', unkept: none });`,
            resolveDir: path.join(import.meta.dirname, '..', '..'),
          },
          outfile: program,
          bundle: true,
          format: 'esm',
          platform: 'node',
          logLevel: 'error',
        });
        const tool = spawn(process.execPath, [program, project.folder, path.dirname(file)], {
          stdio: 'ignore',
        });
        const pids = async () =>
          (await readFile(path.join(project.folder, 'pids'), 'utf8'))
            .split(' ')
            .map(Number)
            .filter(Boolean);
        await expect.poll(pids, { timeout: 20_000 }).toHaveLength(2);
        const started = await pids();
        expect(await Promise.all(started.map(runs))).toEqual([true, true]);
        tool.kill('SIGKILL');
        await once(tool, 'exit');
        await expect
          .poll(() => Promise.all(started.map(runs)), { timeout: 10_000 })
          .toEqual([false, false]);
        const { rm } = await import('node:fs/promises');
        await rm(path.dirname(program), { recursive: true });
      },
    );

    test('closing the workers ends a call that won’t, and what it has started', async () => {
      await project.write('pids', '');
      const other = await PythonProject.create();
      const c = await other.object(
        'import os, subprocess, time\nclass C(BaseComponent):\n    def build(self):\n        child = subprocess.Popen(["sleep", "600"])\n        print(os.getpid(), child.pid)\n        while True:\n            try: time.sleep(600)\n            except BaseException: pass\n',
      );
      const call = c.call();
      await expect.poll(() => c.heard.logs.length).toBe(1);
      await other.workers.close();
      expect(told(await call)).toMatchObject({ key: 'python-died/signal' });
      const pids = c.heard.logs[0]![1].split(' ').map(Number);
      await expect.poll(() => Promise.all(pids.map(runs))).toEqual([false, false]);
    });
  },
);
