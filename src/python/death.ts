import { PythonFailure, type PythonFrame } from './instance.ts';
import { readableFrames } from './readable-frames.ts';
import type { SandboxRules } from './sandbox-rules.ts';

/** How a worker process ended. */
export interface Death {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It could not even be started. */
  readonly error?: Error | undefined;
  /** Whether it ever got ready to serve. */
  readonly ready: boolean;
  /** The end of what it wrote to stderr. */
  readonly tail: string;
  /** Its `os._exit`, where that was called. */
  readonly leaving:
    { readonly status: number; readonly frames: readonly PythonFrame[] } | undefined;
  readonly executable: string;
  readonly project: string;
  readonly sandbox: SandboxRules | null;
}

/** The status by which the worker says that its descriptors were closed (`serve.py`). */
const CLOSED = 81;
/** The same for a Python whose own functions or modules the code has changed, so that the worker can't go on. */
const BROKEN = 82;

/** The failure of what was going on in a process that ended by itself. */
export function deathOf(death: Death): PythonFailure {
  const { status, signal, error, leaving } = death;
  if (!death.ready) {
    const text = error?.message ?? lastLine(death.tail) ?? signal ?? String(status);
    return new PythonFailure('python-start', { path: death.executable, text });
  }
  if (leaving !== undefined) {
    return new PythonFailure('python-died', { status: leaving.status }, { frames: leaving.frames });
  }
  const frames = readableFrames(fatalFrames(death), death.sandbox);
  if (signal !== null) {
    return new PythonFailure(
      'python-died',
      { signal },
      { key: 'python-died/signal', hint: 'python-died/hint', frames },
    );
  }
  if (status === CLOSED || status === 0) {
    return new PythonFailure('python-died', {}, { key: 'python-died/closed', frames });
  }
  if (status === BROKEN) return new PythonFailure('python-died', {}, { key: 'python-died/broken' });
  return new PythonFailure('python-died', { status: status ?? 0 }, { frames });
}

function lastLine(text: string): string | undefined {
  const last = text.trim().split('\n').at(-1);
  return last === '' ? undefined : last;
}

/** The frames that Python's faulthandler has written, the innermost first, without those outside of the project. */
function fatalFrames({ tail, project }: Death): PythonFrame[] {
  const from = Math.max(tail.lastIndexOf('Fatal Python error'), tail.lastIndexOf('Current thread'));
  if (from < 0) return [];
  const frames: PythonFrame[] = [];
  const lines = tail.slice(from).matchAll(/^ {2}File "(.+)", line (\d+) in (.+)$/gm);
  for (const [, escaped = '', line = '', name = ''] of lines) {
    const file = unescaped(escaped);
    if (!file.startsWith(project) || file.includes('site-packages')) continue;
    const place = { file, line: Number(line), column: null, endLine: null, endColumn: null };
    frames.unshift({ ...place, function: unescaped(name) });
  }
  return frames;
}

/** faulthandler writes ASCII only. */
function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8}))/g,
    (_, x?: string, u?: string, U?: string) =>
      String.fromCodePoint(Number.parseInt(x ?? u ?? U ?? '', 16)),
  );
}
