import { setFlagsFromString } from 'node:v8';

/** V8 has both settings in these versions (Node 20 to 24); it complains on stderr of one that it does not know. */
const KNOWN_V8 = { from: 11, to: 13 };

/**
 * Makes V8 optimize fewer functions from now on, and put fewer of them into each other. Checking a thousand small flows is
 * over before most of what the optimizer makes is of use: its work is a third of all.
 */
export function compileLess(): void {
  const version = Number.parseInt(process.versions.v8, 10);
  if (version < KNOWN_V8.from || version > KNOWN_V8.to) return;
  setFlagsFromString('--interrupt-budget=600000');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=200');
}
