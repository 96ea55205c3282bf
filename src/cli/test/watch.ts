import { message } from '../../messages/message.ts';
import { projectRoot } from '../../project/project-root.ts';
import type { ExitCode } from '../exit.ts';
import { note, type Terminal } from '../terminal.ts';
import { projectChanges } from '../watch/project-changes.ts';
import { orReported, tellChanged } from '../watch/tell-changed.ts';

/** Runs the tests, and again whenever a file of the project has changed, until it is interrupted. */
export async function watchTests(
  once: () => Promise<ExitCode>,
  terminal: Terminal,
): Promise<never> {
  const { folder } = terminal;
  const root = await projectRoot(folder, folder);
  const changes = await projectChanges([root], folder);
  try {
    for (;;) {
      await orReported(once, terminal);
      note(terminal, message('tests-watching'));
      tellChanged(await changes.next(), terminal);
    }
  } finally {
    await changes.close();
  }
}
