import { Interrupted } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

/** Throws Interrupted once a signal has come. */
export function throwIfInterrupted({ interrupt: { received } }: Pick<Terminal, 'interrupt'>): void {
  if (received) throw new Interrupted(received);
}
