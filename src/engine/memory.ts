import type { Value, ValueObject } from '../flow/value.ts';
import type { PortValues } from './component.ts';
import type { Emitter } from './emitter.ts';
import { glimpse } from './glimpse.ts';
import type { History } from './history.ts';
import { ItemStream } from './item-stream.ts';
import type { Earlier, KeptResult } from './kept-result.ts';
import { forEvent, type Effort } from './node-events.ts';
import { Recollection } from './recollection.ts';
import type { NodeRef, RunError } from './run-event.ts';

/** Which execution has ended, and what it took. */
interface Execution {
  readonly ref: NodeRef;
  readonly key: string;
  readonly effort: Effort;
}

/** What a run keeps for later, and what it has from before. */
export class Memory {
  readonly runId: string;
  readonly recollection: Recollection | undefined;
  readonly history: History | undefined;
  readonly #keep: ((result: KeptResult) => void) | undefined;

  constructor(
    runId: string,
    keep: ((result: KeptResult) => void) | undefined,
    earlier: Earlier | undefined,
    history: History | undefined,
  ) {
    this.runId = runId;
    this.#keep = keep;
    this.recollection = earlier && new Recollection(earlier.results);
    this.history = history;
  }

  /** Whether results are kept. */
  get keeps(): boolean {
    return this.#keep !== undefined;
  }

  /** Keeps what a node has put out; `seq` is the event that has told it, and `state` its component's. */
  keepOutputs(
    { ref, key, effort }: Execution,
    result: {
      outputs: PortValues;
      inputs: PortValues;
      state: Value | undefined;
      seq: number | undefined;
    },
    emitter: Emitter,
  ): void {
    if (!this.#keep) return;
    const { outputs, inputs, state, seq } = result;
    const { attempts } = effort;
    const again = whyAgain([outputs], emitter);
    this.#keep({
      key,
      node: emitter.ref(ref).node,
      attempts,
      ...(seq !== undefined && { seq }),
      ...(again ? { again } : seq === undefined && { outputs: forEvent(outputs) }),
      // Without it, the component is told that its state is lost.
      ...(state !== undefined && !emitter.conceals({ state }) && { state }),
      ...(seq !== undefined && seenInputs(inputs, emitter)),
    });
  }

  /** Keeps a failure after which the flow goes on. */
  keepFailure(
    { ref, key, effort }: Execution,
    { error, told, inputs }: { error: ValueObject; told: RunError; inputs: PortValues },
    emitter: Emitter,
  ): void {
    if (!this.#keep) return;
    const { attempts } = effort;
    const again = whyAgain([inputs, error], emitter);
    this.#keep({
      key,
      node: emitter.ref(ref).node,
      attempts,
      ...(again ? { again } : { failed: { error, told, inputs: forEvent(inputs) } }),
    });
  }
}

/** What people may see of inputs later. */
function seenInputs(inputs: PortValues, emitter: Emitter): Pick<KeptResult, 'inputs'> {
  const isEmpty = Object.keys(inputs).length === 0;
  return isEmpty || emitter.conceals(forEvent(inputs)) ? {} : { inputs: glimpse(inputs) };
}

/** Why values can't be kept. */
function whyAgain(all: readonly PortValues[], emitter: Emitter): KeptResult['again'] {
  const isStream = all.some((v) => Object.values(v).some((value) => value instanceof ItemStream));
  if (isStream) return 'stream';
  return all.some((values) => emitter.conceals(forEvent(values))) ? 'secret' : undefined;
}
