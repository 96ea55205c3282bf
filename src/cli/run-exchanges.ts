import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createExchanges } from '../exchanges/exchanges.ts';
import type { Project } from '../project.ts';
import { ProjectTypes } from '../project/components.ts';
import { exchangedRun, type ExchangedRun } from '../project/exchanged-run.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { exchangeSettings, type ExchangeFlags } from './exchange-flags.ts';
import { exitCode, type ExitCode } from './exit.ts';
import { reportFindings } from './findings.ts';
import { tellExchanges } from './tell-exchanges.ts';
import type { Terminal } from './terminal.ts';

/** How a run reaches its servers. */
export type RunWay = Pick<ExchangedRun, 'opened' | 'during' | 'drift'> & {
  readonly tracing?: Tracing;
  readonly faults: readonly { readonly target: string; readonly text: string }[];
};

/**
 * Does a run whose requests go as flags say: from or to a cassette, or to failures. What there is to say of them is said at
 * its end; a run that does something else than was recorded has failed. Throws UsageError.
 */
export async function runExchanges(
  project: Project,
  flags: ExchangeFlags & { readonly quiet?: boolean },
  terminal: Terminal,
  run: (way: RunWay) => Promise<ExitCode>,
  tracing?: Tracing,
): Promise<ExitCode> {
  const { folder } = terminal;
  const settings = exchangeSettings(flags, folder);
  const exchanges = settings && createExchanges();
  const { intercept, models } = tracing ?? {};
  const types = new ProjectTypes(project, folder, { exchanges, intercept, models });
  const opened = { project, types };
  try {
    if (!settings || !exchanges) {
      return await run({
        ...{ opened, faults: [], drift: () => undefined },
        during: (_tree, _secrets, work) => work({}),
      });
    }
    const found: Diagnostic[] = [];
    const report = (diagnostic: Diagnostic): void => void found.push(diagnostic);
    const exchanged = await exchangedRun(opened, exchanges, settings, report);
    if (reportFindings(found, terminal) || !exchanged) return exitCode.failed;
    const code = await run({ ...exchanged, faults: settings.faults?.faults ?? [] });
    const ended = await exchanged.finish();
    return tellExchanges(ended, settings, code, flags.quiet === true, terminal);
  } finally {
    await types.close();
  }
}
