import { message } from '../messages/message.ts';
import { UsageError } from '../project/usage-error.ts';
import { exitCode, exitWhenWritten, Interrupted, signalExitCode } from './exit.ts';
import { Interrupt } from './interrupt.ts';
import { watchOutputs } from './outputs.ts';
import { note, openTerminal, type Terminal } from './terminal.ts';
import { version } from './version.ts';

const args = process.argv.slice(2);
// Answered before anything else is loaded: scripts ask it often.
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  watchOutputs(() => process.exit(exitCode.failed));
  process.stdout.write(`${version}\n`);
} else {
  await main();
}

/** Runs the program, and is the one place where errors are caught: what came of it becomes the exit code. */
async function main(): Promise<never> {
  const interrupt = new Interrupt({
    tell: () => note(terminal, message('interrupted')),
    exit: (code) => process.exit(code),
  });
  const terminal = openTerminal(args, interrupt);
  interrupt.listen();
  watchOutputs((reason) => {
    note(terminal, message('output-failed', { reason }));
    process.exit(exitCode.failed);
  });
  process.on('uncaughtException', (error) => void explain(error, terminal).then(exitWhenWritten));
  // A promise that nobody will ever settle: node would end the process with a code of its own.
  process.once('beforeExit', () => {
    void explain(new Error('nothing left to wait for'), terminal).then(exitWhenWritten);
  });
  try {
    const { runProgram } = await import('./program.ts');
    return await exitWhenWritten(await runProgram(args, terminal));
  } catch (error) {
    return exitWhenWritten(await explain(error, terminal));
  }
}

/** Tells what went wrong. Gives the exit code for it. */
async function explain(error: unknown, terminal: Terminal): Promise<number> {
  if (error instanceof Interrupted) return signalExitCode[error.signal];
  if (error instanceof UsageError) {
    const { reportUsageError } = await import('./usage-report.ts');
    reportUsageError(error, terminal);
    return exitCode.usage;
  }
  const { reportDefect } = await import('./defect.ts');
  reportDefect(error, args[0], terminal);
  return exitCode.defect;
}
