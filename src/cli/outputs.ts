/** What a stream's error says when nobody reads at the other end any more. */
const CLOSED = ['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED'];

/**
 * Decides what becomes of the program when it can't write. Nobody reads the result any more (`| head -1`): it ends,
 * silently and well. The result can't be written (a full disk): `failed` is called with the system's name for it. What
 * can't be said on stderr stays unsaid.
 */
export function watchOutputs(failed: (reason: string) => void): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    const reason = error.code ?? error.message;
    if (CLOSED.includes(reason)) process.exit(0);
    failed(reason);
  });
}
