import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FlowRef, RunEventBody } from '../engine/run-event.ts';
import { resultReporter, type OutputFormat } from './run-reporters.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes the document or the events that were asked for when a flow is not even started because something is wrong
 * with it: whoever reads them always finds a run that failed.
 */
export async function reportRefusal(
  flow: FlowRef,
  { code, message }: Pick<Diagnostic, 'code' | 'message'>,
  output: OutputFormat,
  terminal: Terminal,
): Promise<void> {
  if (output === 'text') return;
  const reporter = resultReporter(output, terminal);
  const events: RunEventBody[] = [
    { type: 'run_started', format_version: 1, flow, nodes: [] },
    {
      type: 'run_finished',
      status: 'failed',
      outputs: {},
      single: false,
      error: { code, message: terminal.say(message), node: null },
      duration_ms: 0,
    },
  ];
  const common = { run_id: crypto.randomUUID(), time: new Date().toISOString() };
  for (const [seq, event] of events.entries()) reporter.report({ seq, ...common, ...event });
  await reporter.close();
}
