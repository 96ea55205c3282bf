import path from 'node:path';
import { message } from '../../messages/message.ts';
import { projectRoot } from '../../project/project-root.ts';
import type { ExitCode } from '../exit.ts';
import { openFlow } from '../open-flow.ts';
import { note, type Terminal } from '../terminal.ts';
import { projectChanges } from './project-changes.ts';
import { orReported, tellChanged } from './tell-changed.ts';
import { Watching } from './watching.ts';

/**
 * Runs a flow, and again whenever something that it depends on has changed, from the first node that the change touches, until it
 * is interrupted.
 */
export async function watchRun(
  name: string,
  lang: string | undefined,
  terminal: Terminal,
  once: (watching: Watching) => Promise<ExitCode>,
): Promise<never> {
  const { folder } = terminal;
  const { absolute } = await openFlow(name, lang, terminal);
  const home = path.dirname(absolute);
  const root = await projectRoot(home, folder);
  const isInside = !path.relative(root, home).startsWith('..');
  const changes = await projectChanges(isInside ? [root] : [root, home], folder);
  let files: readonly string[] = [];
  const watching = new Watching(() => {
    if (files.length > 0) tellChanged(files, terminal);
    files = [];
  });
  try {
    for (;;) {
      await orReported(() => announced(once, watching), terminal);
      if (watching.hasSpoken()) note(terminal, message('tests-watching'));
      files = await changes.next();
    }
  } finally {
    await changes.close();
  }
}

/** What goes wrong is announced, too. */
async function announced(
  once: (watching: Watching) => Promise<ExitCode>,
  watching: Watching,
): Promise<void> {
  try {
    await once(watching);
  } catch (error) {
    watching.announce();
    throw error;
  }
}
