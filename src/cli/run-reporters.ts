import { performance } from 'node:perf_hooks';
import type { Plan } from '../flow/plan/plan.ts';
import { liveView, type LiveView } from '../reporters/live/live-view.ts';
import { plainLines } from '../reporters/plain/plain-lines.ts';
import { allOf, type Level, type Reporter } from '../reporters/reporter.ts';
import { jsonResult } from '../reporters/result/json-result.ts';
import { ndjson } from '../reporters/result/ndjson.ts';
import { textResult } from '../reporters/result/text-result.ts';
import type { Terminal } from './terminal.ts';

export type OutputFormat = 'text' | 'json' | 'ndjson';

/** How much a run shows, and in which form. */
export interface Shown {
  readonly output: OutputFormat;
  readonly level: Level;
  /** Whether lines may be drawn over, where the terminal can do it. */
  readonly drawn: boolean;
  /** Milliseconds of the clock that the run goes by, where it is not that of the wall. */
  readonly now?: () => number;
}

/** All that a run shows; `plan` is undefined where only its events are known. `view` is there where it is drawn on a terminal and can be paused. */
export function runReporters(
  plan: Plan | undefined,
  shown: Shown,
  terminal: Terminal,
): { readonly reporter: Reporter; readonly view: LiveView | undefined } {
  const { output } = shown;
  const { progress, view } = progressReporter(shown, terminal);
  // The live view shows on the same terminal what a node says, while it says it.
  const answer = view || !plan ? undefined : onlyTerminal(plan);
  return { reporter: allOf([progress, resultReporter(output, terminal, answer)]), view };
}

/** What goes to stdout: the result in the form that was asked for. `answer` is the node whose text it will be. */
export function resultReporter(
  output: OutputFormat,
  { stdout }: Terminal,
  answer?: string,
): Reporter {
  if (output === 'json') return jsonResult({ stdout });
  return output === 'ndjson' ? ndjson({ stdout }) : textResult({ stdout, answer });
}

/** What goes to stderr: how the run gets on. */
function progressReporter(
  { output, level, drawn, now = () => performance.now() }: Shown,
  { stdout, stderr, say, color, unicode, live }: Terminal,
): { readonly progress: Reporter; readonly view: LiveView | undefined } {
  const options = { stderr, say, color, unicode, level, now };
  // Event lines on the same screen can't be drawn around.
  if (!live || !drawn || level === 'quiet' || (output === 'ndjson' && stdout.isTTY)) {
    return { progress: plainLines(options), view: undefined };
  }
  const after = (ms: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  };
  const view = liveView({ ...options, after });
  return { progress: view, view };
}

/** The node whose primary the flow returns, where there is only one. */
function onlyTerminal(plan: Plan): string | undefined {
  if (plan.flow.outputs.length > 0 || plan.terminals.length !== 1) return undefined;
  return plan.nodes[plan.terminals[0] ?? -1]?.id;
}
