import { createInterface } from 'node:readline';
import type { PortValues } from '../engine/component.ts';
import type { RunOutcome } from '../engine/run.ts';
import { objectOf, toJson, type ValueObject } from '../flow/value.ts';
import { message } from '../messages/message.ts';
import { foreign } from '../reporters/text/foreign.ts';
import { exitCode, Interrupted, type ExitCode } from './exit.ts';
import { valuesOf } from './input.ts';
import { codeOf } from './run-plan.ts';
import { note, type Terminal } from './terminal.ts';

const LEAVE = '/exit';

/**
 * A conversation: every turn runs the flow with the person's text as `input`, the turns so far as `history` and one
 * `session_id`. It ends with `/exit` or the end of the input. In a pipe each line is a turn, and the first turn that
 * fails ends it; at a terminal one can try again, and stop an answer with Ctrl-C.
 */
export async function chat(
  flow: string,
  given: PortValues,
  runTurn: (inputs: PortValues) => Promise<RunOutcome>,
  terminal: Terminal,
): Promise<ExitCode> {
  const session = crypto.randomUUID();
  const history: ValueObject[] = [];
  if (terminal.interactive) note(terminal, message('chat-hello', { flow: foreign(flow) }));
  for await (const text of turns(given, terminal)) {
    const turn: PortValues = { input: text, history: [...history], session_id: session };
    const inputs = valuesOf([...Object.entries(given), ...Object.entries(turn)]);
    const outcome = await unlessStopped(runTurn(inputs), terminal);
    if (!outcome) continue;
    if (outcome.status === 'succeeded') {
      history.push(said('user', text), said('assistant', answerOf(outcome)));
    } else if (!terminal.interactive || outcome.status === 'waiting') {
      return codeOf(outcome);
    }
  }
  return exitCode.ok;
}

/** What a turn comes to; undefined where the person has stopped it with Ctrl-C: the conversation goes on. */
async function unlessStopped(
  turn: Promise<RunOutcome>,
  { interactive, interrupt }: Terminal,
): Promise<RunOutcome | undefined> {
  try {
    return await turn;
  } catch (error) {
    const stopped = error instanceof Interrupted && error.signal === 'SIGINT';
    if (!stopped || !interactive) throw error;
    interrupt.forget();
    return undefined;
  }
}

function said(role: 'user' | 'assistant', content: string): ValueObject {
  return objectOf([
    ['role', role],
    ['content', content],
  ]);
}

function answerOf({ outputs }: RunOutcome): string {
  const values = Object.values(outputs);
  const answer = values.length === 1 ? (values[0] ?? null) : outputs;
  return typeof answer === 'string' ? answer : toJson(answer);
}

/** What the person says, turn by turn; a text that the flags gave is the first. */
async function* turns({ input }: PortValues, terminal: Terminal): AsyncGenerator<string> {
  if (typeof input === 'string') yield input;
  const { stdin, interactive } = terminal;
  if (!interactive) {
    for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) {
      if (line.trim() === LEAVE) return;
      if (line.trim() !== '') yield line;
    }
    return;
  }
  const typed: string[] = [];
  for (;;) {
    const text = await typedText(terminal, typed);
    if (text === undefined || text.trim() === LEAVE) return;
    if (text.trim() === '') continue;
    typed.unshift(text);
    yield text;
  }
}

/** One text typed at the terminal, several lines where they are pasted; undefined at its end (Ctrl-D). */
function typedText(
  { stdin, stderr, say }: Terminal,
  history: readonly string[],
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    const editor = createInterface({
      input: stdin,
      output: stderr,
      prompt: say(message('chat-you')),
      history: history.filter((text) => !text.includes('\n')),
    });
    editor.on('line', (line) => {
      // The lines of a pasted text arrive at once.
      if (lines.push(line) === 1) setImmediate(() => editor.close());
    });
    editor.on('SIGINT', () => {
      reject(new Interrupted('SIGINT'));
      editor.close();
    });
    editor.on('close', () => {
      if (lines.length === 0) stderr.write('\n');
      else if (editor.line !== '') lines.push(editor.line);
      resolve(lines.length === 0 ? undefined : lines.join('\n'));
    });
    editor.prompt();
  });
}
