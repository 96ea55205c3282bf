import { questionName } from '../../engine/question-name.ts';
import type { RunEvent } from '../../engine/run-event.ts';
import { isObject, toJson, type Value, type ValueObject } from '../../flow/value.ts';
import { message, type Say } from '../../messages/message.ts';
import { Failures } from '../../reporters/run/failure.ts';
import { timeline } from '../../reporters/runs/timeline.ts';
import { excerpt } from '../../reporters/text/excerpt.ts';
import { flowTitle } from '../../reporters/text/flow-title.ts';
import { foreign, foreignLines } from '../../reporters/text/foreign.ts';
import { duration } from '../../reporters/text/numbers.ts';
import { themeFor, type Theme } from '../../reporters/text/theme.ts';
import type { RunRecord } from '../../store/run-record.ts';
import { exitCode, type ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { localTime } from './local-time.ts';
import { oneRun, withRuns, type RunsOptions } from './open-runs.ts';
import { tellGaps } from './tell-gaps.ts';

/** A value is shown on one line; more of it is in `export`. */
const EXCERPT = 200;

/** `bisheng runs show`: what is known of a run, with what its nodes did when. */
export function runsShow(
  text: string,
  options: RunsOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return withRuns(options, terminal, (store) => {
    const run = oneRun(store, text);
    const events = store?.events(run.id) ?? [];
    tellGaps(run, events, terminal);
    const { stdout, say, unicode } = terminal;
    if (options.json) {
      const document = { format_version: 1, run, nodes: nodesOf(events) };
      stdout.write(`${toJson(document as unknown as Value, 2)}\n`);
      return exitCode.ok;
    }
    const theme = themeFor({ color: false, unicode });
    const columns = stdout.isTTY ? stdout.columns : 100;
    const lines = [
      ...headLines(run, say, theme),
      ...valueLines(run.origin.inputs, 'run-show/inputs', say),
      ...valueLines(run.origin.parameters, 'run-show/parameters', say),
      '',
      ...timeline(events, { say, theme, columns }),
      ...endLines(run, events, say, theme),
    ];
    stdout.write(`${lines.join('\n')}\n`);
    return exitCode.ok;
  });
}

function headLines(run: RunRecord, say: Say, theme: Theme): string[] {
  const { id, flow, file, status, started_at, duration_ms, sessions } = run;
  const symbol =
    theme.symbols[
      status === 'running' ? 'pending' : status === 'interrupted' ? 'cancelled' : status
    ];
  const parts = [`${symbol} ${say(message(`run-status/${status}`))}`, localTime(started_at)];
  if (duration_ms !== undefined) parts.push(duration(duration_ms, say));
  const [owner] = sessions.slice(-1);
  if (status === 'running' && owner) {
    parts.push(say(message('run-show/process', { pid: owner.pid, host: foreign(owner.host) })));
  }
  const lines = [
    `${foreign(id)}  ${flowTitle(flow, file, say)}`,
    parts.join(` ${theme.symbols.dot} `),
  ];
  if (sessions.length > 1) {
    const times = sessions.map((one) => localTime(one.started_at));
    lines.push(say(message('run-show/sessions', { n: sessions.length, times })));
  }
  return lines;
}

function valueLines(
  values: Value | undefined,
  title: 'run-show/inputs' | 'run-show/parameters' | 'run-show/outputs',
  say: Say,
): string[] {
  if (!isObject(values) || Object.keys(values).length === 0) return [];
  const lines = Object.entries(values).map(
    ([name, value]) => `  ${foreign(name)}: ${foreign(excerpt(value, EXCERPT))}`,
  );
  return ['', say(message(title)), ...lines];
}

/** How it came out: what it returned, what went wrong, what it asks. */
function endLines(run: RunRecord, events: readonly RunEvent[], say: Say, theme: Theme): string[] {
  const lines: string[] = [];
  const last = events.at(-1);
  if (last?.type === 'run_finished')
    lines.push(...valueLines(last.outputs, 'run-show/outputs', say));
  if (run.status === 'failed') {
    const failures = new Failures();
    const begun = events.findLastIndex(({ type }) => type === 'run_started');
    for (const event of events.slice(Math.max(0, begun))) failures.note(event);
    lines.push(...failures.lines(say, theme));
  }
  const questions = run.questions ?? [];
  for (const question of questions) {
    const { prompt, options } = question;
    const node = questionName(question, questions);
    const [first = '', ...rest] = foreignLines(prompt);
    lines.push('', say(message('report/asks', { node: foreign(node), prompt: first })));
    lines.push(...rest.map((line) => `  ${line}`));
    if (options?.length) {
      lines.push(
        `  ${say(message('report/options', { options: options.map(foreign).join(' / ') }))}`,
      );
    }
  }
  return lines;
}

/** The last that is told of each node. */
function nodesOf(events: readonly RunEvent[]): ValueObject[] {
  const nodes = new Map<string, Record<string, Value>>();
  for (const event of events) {
    if (event.type === 'run_started') {
      for (const { id, type } of event.nodes) {
        if (!nodes.has(id)) nodes.set(id, { id, type, status: 'pending', executions: 0 });
      }
    }
    if (!('node' in event)) continue;
    const node: Record<string, Value> = nodes.get(event.node) ?? { id: event.node, executions: 0 };
    nodes.set(event.node, node);
    if (event.type === 'node_started') {
      node.type = event.node_type;
      node.status = 'running';
      node.started_at ??= event.time;
    } else if (event.type === 'node_finished' || event.type === 'node_failed') {
      node.status = event.type === 'node_finished' ? 'succeeded' : event.status;
      node.executions = Number(node.executions) + 1;
      node.duration_ms = Number(node.duration_ms ?? 0) + event.duration_ms;
      node.attempts = event.attempts;
      if (event.type === 'node_finished') node.outputs = event.outputs;
      else node.error = { ...event.error };
    } else if (event.type === 'node_skipped') node.status = 'skipped';
  }
  return [...nodes.values()];
}
