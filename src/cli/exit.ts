/** What a script can tell from the way the program ends. */
export const exitCode = {
  ok: 0,
  /** Findings, or the run failed. */
  failed: 1,
  usage: 2,
  /** A defect of ours. */
  defect: 3,
  /** The run waits for a person. */
  waiting: 4,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The signals that end the program, with the exit code that the shell expects: 128 and the signal's number. */
export const signalExitCode = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export type EndingSignal = keyof typeof signalExitCode;

/** Thrown where a signal has ended what was going on; nothing is left to say. */
export class Interrupted extends Error {
  override name = 'Interrupted';
  readonly signal: EndingSignal;
  constructor(signal: EndingSignal) {
    super(signal);
    this.signal = signal;
  }
}

/** Ends the program when all that was written has left it: on some systems a pipe takes its time. */
export async function exitWhenWritten(code: number): Promise<never> {
  await Promise.all([process.stdout, process.stderr].map(written));
  process.exit(code);
}

function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) resolve();
    else stream.write('', () => resolve());
  });
}
