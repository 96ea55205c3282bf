import { spawn } from 'node:child_process';

/** How a program ended, and the end of what it wrote. */
export interface ToolRun {
  /** Null where a signal ended it, or where it could not be started. */
  readonly code: number | null;
  readonly output: string;
}

export interface ToolOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  /** Each line that it writes, as it comes. */
  readonly line?: ((text: string) => void) | undefined;
}

/** What is kept of a program's output, in characters. */
const KEPT = 64_000;

/**
 * Runs a program to its end, with nothing on its stdin. When the signal aborts, it and all that it has started are
 * killed, and this rejects with the signal's reason.
 */
export function runTool(
  file: string,
  args: readonly string[],
  { cwd, environment, signal, line }: ToolOptions,
): Promise<ToolRun> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const detached = process.platform !== 'win32';
    const env = environment as NodeJS.ProcessEnv;
    const child = spawn(file, args, { cwd, env, detached, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const takers = [child.stdout, child.stderr].map((stream) => {
      let open = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-KEPT);
        const lines = (open + text).slice(-KEPT).split(/\r?\n|\r/);
        open = lines.pop() ?? '';
        if (line) lines.forEach(line);
      });
      return stream;
    });
    const stop = (): void => {
      kill(child.pid, detached);
      for (const stream of takers) stream.destroy();
    };
    signal?.addEventListener('abort', stop, { once: true });
    const end = (code: number | null, text: string): void => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve({ code, output: text });
    };
    child.on('error', (error) => end(null, error.message));
    child.on('close', (code) => end(code, output));
  });
}

function kill(pid: number | undefined, group: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(group ? -pid : pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
