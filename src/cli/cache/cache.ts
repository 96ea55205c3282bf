import { message } from '../../messages/message.ts';
import { foreign } from '../../reporters/text/foreign.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import { ownProject } from '../own-project.ts';
import { withRuns, type RunsOptions } from '../runs/open-runs.ts';
import { note, type Terminal } from '../terminal.ts';

const MEGABYTE = 1024 * 1024;

/** `bisheng cache info`: how much the cache holds. */
export async function cacheInfo(options: RunsOptions, terminal: Terminal): Promise<ExitCode> {
  const { settings } = await ownProject({ lang: options.lang }, terminal);
  const limit = settings.cache_size;
  return withRuns(options, terminal, (store) => {
    const { entries, bytes } = store?.cache.size() ?? { entries: 0, bytes: 0 };
    if (options.json) {
      const document = { format_version: 1, entries, bytes, limit, file: store?.file ?? null };
      terminal.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    } else if (!store || entries === 0) {
      note(terminal, message('cache-empty'));
    } else {
      const values = {
        entries,
        size: shown(bytes),
        limit: shown(limit),
        file: foreign(store.file),
      };
      terminal.stdout.write(`${terminal.say(message('cache-info', values))}\n`);
    }
    return exitCode.ok;
  });
}

/** `bisheng cache clear`: forgets all cached results. */
export function cacheClear(options: RunsOptions, terminal: Terminal): Promise<ExitCode> {
  return withRuns(options, terminal, (store) => {
    const { entries, bytes } = store?.cache.size() ?? { entries: 0, bytes: 0 };
    store?.cache.clear();
    const text = entries === 0 ? 'cache-empty' : 'cache-cleared';
    note(terminal, message(text, { size: shown(bytes) }));
    return exitCode.ok;
  });
}

function shown(bytes: number): string {
  return bytes < MEGABYTE
    ? `${Math.ceil(bytes / 1024)} KB`
    : `${Math.round((bytes / MEGABYTE) * 10) / 10} MB`;
}
