import { fstatSync } from 'node:fs';
import type { PortValues } from '../engine/component.ts';
import type { Plan } from '../flow/plan/plan.ts';
import { message } from '../messages/message.ts';
import { UsageError } from '../project/usage-error.ts';
import { askFor } from './ask.ts';
import { valuesOf } from './input.ts';
import { readStandardInput, readStandardText, type NamedInputs } from './input-file.ts';
import { missingInput, textNames, type MissingInput } from './missing-input.ts';
import { note, type Terminal } from './terminal.ts';

/** After so long somebody may wonder what the program waits for. */
const NOTE_AFTER_MS = 1_000;

export interface Completing {
  /** Whether the person at the terminal may be asked. */
  readonly mayAsk: boolean;
  /** Whether nothing else has read standard input. */
  readonly stdinFree: boolean;
}

/**
 * The run inputs with what the flow needs and the flags did not give: read from a pipe, else asked for at a terminal.
 * Throws UsageError, which names the flag, where neither is possible.
 */
export async function completeInputs(
  plan: Plan,
  inputs: PortValues,
  terminal: Terminal,
  { mayAsk, stdinFree }: Completing,
): Promise<PortValues> {
  const missing = missingInput(plan, inputs);
  if (missing === undefined) return inputs;
  const piped = stdinFree && missing !== 'several' && isPiped(terminal);
  const read = piped ? await readPipe(missing, terminal) : [];
  const merged = valuesOf([...Object.entries(inputs), ...read]);
  const still = missingInput(plan, merged);
  if (still === undefined) return merged;
  if (still === 'text' && mayAsk) {
    const prompt = terminal.say(message('input-ask'));
    const text = await askFor({ prompt }, terminal);
    return valuesOf([...Object.entries(merged), ['input', text]]);
  }
  throw missingError(still, merged);
}

function missingError(missing: MissingInput, inputs: PortValues): UsageError {
  if (missing === 'text') return new UsageError(message('input-none'), message('input-none/hint'));
  return new UsageError(
    message(`input-none/${missing}`, { names: textNames(inputs) }),
    message(`input-none/${missing}-hint`),
  );
}

/** Whether somebody else's output or a file is our input, rather than a terminal or nothing at all. */
function isPiped({ stdin }: Terminal): boolean {
  if (stdin.isTTY) return false;
  try {
    const stats = fstatSync(0);
    return stats.isFIFO() || stats.isFile() || stats.isSocket();
  } catch {
    return false;
  }
}

async function readPipe(missing: MissingInput, terminal: Terminal): Promise<NamedInputs> {
  const timer = setTimeout(() => note(terminal, message('input-waiting')), NOTE_AFTER_MS);
  try {
    const read: NamedInputs =
      missing === 'text'
        ? [['input', await readStandardText(terminal.stdin)]]
        : await readStandardInput(terminal.stdin);
    return read.filter(([, value]) => value !== '');
  } finally {
    clearTimeout(timer);
  }
}
