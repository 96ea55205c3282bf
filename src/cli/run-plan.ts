import type { PortValues } from '../engine/component.ts';
import type { Earlier, KeptResult } from '../engine/kept-result.ts';
import { runFlow, type RunOptions, type RunOutcome } from '../engine/run.ts';
import type { Around, Ask } from '../engine/shared.ts';
import type { Plan } from '../flow/plan/plan.ts';
import type { RunBasis } from '../project/flow-to-run.ts';
import { message } from '../messages/message.ts';
import type { LiveView } from '../reporters/live/live-view.ts';
import { allOf, type Level, type Reporter } from '../reporters/reporter.ts';
import type { Question, RunEvent } from '../engine/run-event.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { asItStands } from '../project/standing-results.ts';
import type { RunRecording } from '../project/stored-run.ts';
import { StoreError } from '../store/store-error.ts';
import type { TracedRun, Tracing } from '../telemetry/tracing.ts';
import { askFor, wantedAnswer } from './ask.ts';
import type { Taking } from './begin.ts';
import { exitCode, Interrupted, type ExitCode } from './exit.ts';
import type { Answers } from './runs/answers.ts';
import { GivenAnswers } from './runs/given-answers.ts';
import { chatSign } from './chat-sign.ts';
import { runReporters, type OutputFormat } from './run-reporters.ts';
import type { RunWay } from './run-exchanges.ts';
import { tellHowToGoOn } from './tell-how-to-go-on.ts';
import { note, type Terminal } from './terminal.ts';
import { readsOnce } from './input-file.ts';
import { keepRun, refuseUnstored, type StoredAs } from './to-store.ts';
import type { Watching } from './watch/watching.ts';

/** How a flow is run, whatever its inputs are. */
export interface RunSettings extends RunBasis, Pick<RunOptions, 'around' | 'hurry' | 'cache'> {
  readonly output: OutputFormat;
  readonly level: Level;
  /** Whether the person at the terminal may be asked. */
  readonly mayAsk: boolean;
  /** It is a turn of a conversation: a sign says that the answer is on its way. */
  readonly turn?: boolean;
  /** What a replay could not answer so far: the run has failed then, even if the flow knew how to go on. */
  readonly drift?: RunWay['drift'];
  /** Where and with what the run is kept; absent where it is not. */
  readonly stored?: StoredAs;
  /** What it takes up from before. */
  readonly taking?: Taking | undefined;
  /** Takes what it comes to for the next run of a flow that is watched. */
  readonly watching?: Watching | undefined;
  /** Answers to its questions, by node; each is given once. */
  readonly answers?: Answers;
  /** Makes spans of it. */
  readonly tracing?: Tracing | undefined;
  /** A debugger may speak on the terminal: nothing is drawn there. */
  readonly debugged?: boolean;
}

/**
 * Runs a plan once, shows how it gets on and prints what it returns. Ctrl-C cancels it in order: then it rejects with
 * Interrupted, when all has been said.
 */
export async function runPlan(
  plan: Plan,
  inputs: PortValues,
  settings: RunSettings,
  terminal: Terminal,
): Promise<RunOutcome> {
  const {
    output,
    level,
    mayAsk,
    turn,
    debugged,
    drift,
    stored,
    tracing,
    taking,
    answers,
    watching,
    ...basis
  } = settings;
  const runId = taking?.resume?.id ?? crypto.randomUUID();
  let recording: RunRecording | undefined;
  try {
    recording =
      stored && (await keepRun(runId, stored, { plan, inputs, resume: taking?.resume }, terminal));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return refuseUnstored(plan, error, output, terminal);
  }
  const { reporter: shown, view } = runReporters(
    plan,
    { output, level, drawn: !debugged },
    terminal,
  );
  const sign = turn === true && !view ? chatSign(terminal) : undefined;
  const reporter = sign ? allOf([sign, shown]) : shown;
  const judged = <T extends RunOutcome>(ended: T): T => {
    const missing = ended.status === 'succeeded' ? drift?.() : undefined;
    if (!missing) return ended;
    const { node = null, text } = missing;
    const error = { code: 'http-not-recorded', message: terminal.say(text), node } as const;
    return { ...ended, status: 'failed', outputs: {}, error };
  };
  const unlessUnwritten = <T extends RunOutcome>(ended: T): T => {
    const error = ended.status === 'failed' ? undefined : recording?.error(terminal.say);
    return error ? { ...ended, status: 'failed', outputs: {}, error } : ended;
  };
  const traced = tracing?.run(plan, basis.secrets, terminal.say);
  const given = new GivenAnswers(answers);
  let lastQuestions: readonly Question[] = [];
  const tell = (event: RunEvent): void => {
    if (event.type === 'run_finished') traced?.report(event);
    if (event.type === 'run_waiting') lastQuestions = event.questions;
    reporter.report(event);
  };
  const recall = (event: RunEvent): void => {
    reporter.recall?.(event);
    traced?.recall(event);
  };
  const earlier = taking && (await recalled(taking.earlier, output, recall, reporter));
  recording?.listen((event) =>
    tell(event.type === 'run_finished' ? unlessUnwritten(event) : event),
  );
  const emit = tracedEmit(traced, recording?.emit ?? tell);
  const keep = (result: KeptResult): void => {
    recording?.keep(stored ? asItStands(result, stored.stands) : result);
    watching?.keep(result);
  };
  watching?.began();
  const run = (signal: AbortSignal): Promise<RunOutcome> =>
    runFlow(plan, {
      ...basis,
      inputs,
      signal: recording ? AbortSignal.any([signal, recording.signal]) : signal,
      runId,
      say: terminal.say,
      emit: (event) => {
        watching?.see(event);
        emit(event.type === 'run_finished' ? judged(event) : event);
      },
      ...((recording ?? watching) && { keep }),
      ...(traced && { around: tracedAround(traced, basis.around) }),
      full: () => reporter.full?.(),
      ...(earlier && { earlier }),
      ...((mayAsk || answers) && {
        ask: given.before(mayAsk ? askAtTerminal(terminal, view, sign) : undefined),
      }),
    });
  const outcome = await terminal.interrupt.guard(
    async (signal) => {
      const ended = await run(signal).finally(() => {
        recording?.finish();
        traced?.close();
      });
      await reporter.close();
      return unlessUnwritten(judged(ended));
    },
    view && (() => view.interrupting()),
  );
  if (outcome.status === 'waiting' || (turn !== true && level !== 'quiet')) {
    const goesOn = recording?.isGone !== true && !readsOnce(inputs);
    const kept = recording && stored && goesOn ? stored : undefined;
    tellHowToGoOn(runId, outcome, lastQuestions, kept, terminal);
  }
  if (given.unasked.length > 0) {
    note(terminal, message('resume/answer-unasked', { nodes: given.unasked.map(foreign) }));
  }
  if (recording?.isGone) note(terminal, message('run-gone', { file: foreign(recording.file) }));
  else if (recording && outcome.status !== 'succeeded' && readsOnce(inputs)) {
    const id = runId.slice(0, 8);
    note(terminal, message('resume/stdin-items', { id }));
  }
  const { received } = terminal.interrupt;
  if (received !== undefined && outcome.status !== 'succeeded') throw new Interrupted(received);
  return outcome;
}

/**
 * Reporters are told what earlier sessions have told. That may be much, so it is gone through once, together with the engine;
 * but where all of it is printed, the reader is waited for.
 */
async function recalled(
  earlier: Earlier,
  output: OutputFormat,
  recall: (event: RunEvent) => void,
  reporter: Reporter,
): Promise<Earlier> {
  const { history } = earlier;
  if (!history) return earlier;
  if (output !== 'ndjson') return { ...earlier, history: seenBy(recall, history) };
  for (const event of history) {
    recall(event);
    const full = reporter.full?.();
    if (full) await full;
  }
  return earlier;
}

function* seenBy(
  see: (event: RunEvent) => void,
  events: Iterable<RunEvent>,
): Generator<RunEvent, undefined> {
  for (const event of events) {
    see(event);
    yield event;
  }
  return undefined;
}

/** The exit code that tells how a run has ended. */
export function codeOf({ status }: RunOutcome): ExitCode {
  if (status === 'succeeded') return exitCode.ok;
  return status === 'waiting' ? exitCode.waiting : exitCode.failed;
}

/** What a node does must find its span: that is told of all at once, but of the end, which is judged still. */
function tracedEmit(traced: TracedRun | undefined, emit: (event: RunEvent) => void): typeof emit {
  if (!traced) return emit;
  return (event) => {
    if (event.type !== 'run_finished') traced.report(event);
    emit(event);
  };
}

function tracedAround(traced: TracedRun, around: Around | undefined): Around {
  return (node, call) => traced.around(node, () => (around ? around(node, call) : call()));
}

/** Puts one question after the other: several nodes may ask at the same time. */
function askAtTerminal(
  terminal: Terminal,
  view: LiveView | undefined,
  sign: { stop(): void } | undefined,
): Ask {
  let last: Promise<unknown> = Promise.resolve();
  return (question, signal) => {
    const answer = last.then(async () => {
      signal.throwIfAborted();
      view?.pause();
      sign?.stop();
      try {
        return await askFor(wantedAnswer(question), terminal, signal);
      } catch (error) {
        // The prompt has taken Ctrl-C as a key: it means the whole run.
        if (error instanceof Interrupted) terminal.interrupt.receive(error.signal);
        throw error;
      } finally {
        view?.resume();
      }
    });
    last = answer.catch(() => undefined);
    return answer;
  };
}
