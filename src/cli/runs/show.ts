import { questionName } from '../../engine/question-name.ts';
import type { RunEvent } from '../../engine/run-event.ts';
import { isObject, toJson, type Value } from '../../flow/value.ts';
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
import { NodeDocuments } from './node-documents.ts';
import { ToldLog } from './tell-gaps.ts';

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
    const events = new ToldLog(run, store?.log(run.id) ?? [], terminal);
    const { stdout, say, unicode } = terminal;
    if (options.json) {
      const nodes = new NodeDocuments();
      for (const event of events) nodes.add(event);
      const document = { format_version: 1, run, nodes: nodes.all() };
      stdout.write(`${toJson(document as unknown as Value, 2)}\n`);
      return exitCode.ok;
    }
    const theme = themeFor({ color: false, unicode });
    const columns = stdout.isTTY ? stdout.columns : 100;
    const end = new RunEnd();
    const drawn = timeline(end.noting(events), { say, theme, columns });
    const lines = [
      ...headLines(run, say, theme),
      ...valueLines(run.origin.inputs, 'run-show/inputs', say),
      ...valueLines(run.origin.parameters, 'run-show/parameters', say),
      '',
      ...drawn,
      ...endLines(run, end, say, theme),
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

/** What its events tell of how a run's latest session has ended. */
class RunEnd {
  failures = new Failures();
  last: RunEvent | undefined;

  /** The same events, of which it takes note. */
  *noting(events: Iterable<RunEvent>): Generator<RunEvent, undefined> {
    for (const event of events) {
      if (event.type === 'run_started') this.failures = new Failures();
      this.failures.note(event);
      this.last = event;
      yield event;
    }
    return undefined;
  }
}

/** How it came out: what it returned, what went wrong, what it asks. */
function endLines(run: RunRecord, { last, failures }: RunEnd, say: Say, theme: Theme): string[] {
  const lines: string[] = [];
  if (last?.type === 'run_finished')
    lines.push(...valueLines(last.outputs, 'run-show/outputs', say));
  if (run.status === 'failed') lines.push(...failures.lines(say, theme));
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
