import type { RunEvent } from '../../engine/run-event.ts';
import { message, type Say } from '../../messages/message.ts';
import { count, duration } from '../text/numbers.ts';
import type { Theme } from '../text/theme.ts';
import type { RunState } from './run-state.ts';

/** The one line at the end of a run: how it ended, how long it took, how many nodes ran, what models have used. */
export function summary(
  event: Extract<RunEvent, { readonly type: 'run_finished' | 'run_waiting' }>,
  state: RunState,
  say: Say,
  theme: Theme,
): string {
  const usage = event.type === 'run_finished' ? event.usage : undefined;
  const status = event.type === 'run_waiting' ? 'waiting' : event.status;
  const [colour, symbol] = {
    succeeded: [theme.good, theme.symbols.succeeded],
    failed: [theme.bad, theme.symbols.failed],
    cancelled: [theme.warn, theme.symbols.cancelled],
    waiting: [theme.warn, theme.symbols.waiting],
  }[status] as [Theme['good'], string];
  const time = duration(event.duration_ms, say);
  const head = `${symbol} ${say(message(`report/run-${status}`, { time }))}`;
  const parts = [colour(head), ...counts(state, say)];
  if (usage) parts.push(tokens(usage.total_tokens, say));
  return parts.join(` ${theme.symbols.dot} `);
}

function tokens(number: number, say: Say): string {
  return say(message('report/tokens', { count: number, n: count(number) }));
}

/** How many nodes ran, were skipped, failed; what there is none of is left out. */
function counts(state: RunState, say: Say): string[] {
  const sums = { run: 0, kept: 0, reused: 0, skipped: 0, failed: 0 };
  for (const { runs, kept, reused, ended } of state.nodes.values()) {
    if (runs > 0) sums[kept === runs ? 'kept' : reused === runs ? 'reused' : 'run']++;
    else if (ended.skipped > 0) sums.skipped++;
    if (ended.failed > 0) sums.failed++;
  }
  const kinds = ['run', 'kept', 'reused', 'skipped', 'failed'] as const;
  return kinds
    .filter((kind) => sums[kind] > 0)
    .map((kind) =>
      say(message(`report/nodes-${kind}`, { count: sums[kind], n: count(sums[kind]) })),
    );
}
