import { watch } from 'chokidar';
import path from 'node:path';
import { message } from '../../messages/message.ts';
import { projectRoot } from '../../project/project-root.ts';
import { shownPath } from '../../project/shown-path.ts';
import { UsageError } from '../../project/usage-error.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import type { ExitCode } from '../exit.ts';
import { note, type Terminal } from '../terminal.ts';
import { reportUsageError } from '../usage-report.ts';

/** Milliseconds: an editor or git writes several files at once. */
const SETTLE = 100;
/** What tests don't depend on, and what they may write themselves. */
const IGNORED = /^(?:node_modules|\.git|\.bisheng|\.bisheng-scaffold|\.venv|__pycache__|dist)$/;
/** More names are no help. */
const SHOWN = 5;

/** Runs the tests, and again whenever a file of the project has changed, until it is interrupted. */
export async function watchTests(
  once: () => Promise<ExitCode>,
  terminal: Terminal,
): Promise<never> {
  const { folder } = terminal;
  const root = await projectRoot(folder, folder);
  const changes = new Changes();
  const watcher = watch(root, {
    ignoreInitial: true,
    ignored: (file) => IGNORED.test(path.basename(file)),
  });
  watcher.on('all', (_, file) => changes.add(shownPath(file, folder)));
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  try {
    for (;;) {
      await orReported(once, terminal);
      note(terminal, message('tests-watching'));
      const files = (await changes.next()).map(foreign);
      const shown = files.length > SHOWN ? [...files.slice(0, SHOWN), '…'] : files;
      terminal.stderr.write(`\n${terminal.say(message('tests-changed', { files: shown }))}\n\n`);
    }
  } finally {
    await watcher.close();
  }
}

/** What makes no sense now may make some after the next change. */
async function orReported(once: () => Promise<ExitCode>, terminal: Terminal): Promise<void> {
  try {
    await once();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    reportUsageError(error, terminal);
  }
}

/** Files that have changed since somebody asked last. */
class Changes {
  #files = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #wake: (() => void) | undefined;

  add(file: string): void {
    this.#files.add(file);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#wake?.();
    }, SETTLE);
  }

  /** Waits until something has changed and nothing more does. */
  async next(): Promise<string[]> {
    if (this.#files.size === 0 || this.#timer) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = undefined;
    }
    const files = [...this.#files].sort();
    this.#files = new Set();
    return files;
  }
}
