import { message } from '../messages/message.ts';
import { UsageError } from '../project/usage-error.ts';
import { concealSecrets } from './conceal-secrets.ts';
import { reportDefect } from './defect.ts';
import {
  exitCode,
  exitWhenWritten,
  Interrupted,
  signalExitCode,
  type EndingSignal,
} from './exit.ts';
import { Interrupt } from './interrupt.ts';
import { watchOutputs } from './outputs.ts';
import { runProgram } from './program.ts';
import type { CheckProblem } from '../reporters/diagnostics/check-report.ts';
import { note, openTerminal, type Terminal } from './terminal.ts';
import { reportUsageError } from './usage-report.ts';

/**
 * Runs the program for the arguments of the command line, and ends the process. It is the one place where errors are
 * caught: what came of it becomes the exit code.
 */
export async function start(args: readonly string[]): Promise<never> {
  const interrupt = new Interrupt({
    tell: () => note(terminal, message('interrupted')),
    exit: (code, signal) => {
      // A second signal does not wait for the document.
      if (terminal.failureDocument === undefined) process.exit(code);
      leaving = leaveWithDocument(code, signal, terminal);
    },
  });
  let leaving: Promise<never> | undefined;
  const terminal = openTerminal(args, interrupt);
  interrupt.listen();
  watchOutputs((reason) => {
    note(terminal, message('output-failed', { reason }));
    process.exit(exitCode.failed);
  });
  const end = async (error: unknown): Promise<never> =>
    leaving ?? exitWhenWritten(await explain(error, args, terminal));
  process.on('uncaughtException', (error) => void end(error));
  // A promise that nobody will ever settle: node would end the process with a code of its own.
  process.once('beforeExit', () => void end(new Error('nothing left to wait for')));
  try {
    await concealSecrets(terminal.folder, terminal);
    const code = await runProgram(args, terminal);
    return await (leaving ?? exitWhenWritten(code));
  } catch (error) {
    return end(error);
  }
}

/** Tells what went wrong. Gives the exit code for it. */
async function explain(
  error: unknown,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  if (error instanceof Interrupted) {
    await writeFailure(interruption(error.signal, terminal), terminal);
    return signalExitCode[error.signal];
  }
  if (error instanceof UsageError) {
    reportUsageError(error, terminal);
    const { say } = terminal;
    const { text, hint } = error;
    await writeFailure({ kind: 'usage', text: say(text), hint: hint && say(hint) }, terminal);
    return exitCode.usage;
  }
  reportDefect(error, args[0], terminal);
  await writeFailure({ kind: 'defect', text: String(error) }, terminal);
  return exitCode.defect;
}

/** Ends the program, whatever else is going on; of that nothing gets into stdout any more. */
async function leaveWithDocument(
  code: number,
  signal: EndingSignal,
  terminal: Terminal,
): Promise<never> {
  const { failureDocument, stdout } = terminal;
  terminal.failureDocument = undefined;
  const write = stdout.write.bind(stdout);
  stdout.write = () => true;
  const text = await failureDocument?.(interruption(signal, terminal));
  await new Promise<void>((resolve) => {
    write(text ?? '', () => resolve());
  });
  process.exit(code);
}

function interruption(signal: EndingSignal, { say }: Pick<Terminal, 'say'>): CheckProblem {
  return { kind: 'interrupted', text: say(message('interrupted/by', { signal })) };
}

/** Whoever waits for a document gets one that says that there is no other. */
async function writeFailure(problem: CheckProblem, terminal: Terminal): Promise<void> {
  const { failureDocument, stdout } = terminal;
  // Only once: should that fail too, it is told, and that was it.
  terminal.failureDocument = undefined;
  if (failureDocument) stdout.write(await failureDocument(problem));
}
