import type { Message, Say } from '../messages/message.ts';
import type { ValueObject } from '../flow/value.ts';
import type { Clock } from './clock.ts';
import type { History } from './history.ts';
import type { NodeRef, RunEvent, RunEventBody } from './run-event.ts';
import type { SecretMask } from './secrets.ts';

/** The way by which all events leave a run: numbered, dated, masked, those of sub-flows with their outer node's id. */
export class Emitter {
  readonly #root: Root;
  readonly #outer: NodeRef | undefined;
  /** Whether node events are told; warnings always are. */
  readonly #told: boolean;

  private constructor(root: Root, outer: NodeRef | undefined, told: boolean) {
    this.#root = root;
    this.#outer = outer;
    this.#told = told;
  }

  static forRun(
    runId: string,
    clock: Clock,
    say: Say,
    mask: SecretMask,
    emit: (event: RunEvent) => void,
    history?: History,
  ): Emitter {
    const root = { runId, clock, say, mask, emit, history, seq: history?.seq ?? 0, silent: false };
    return new Emitter(root, undefined, true);
  }

  /** The emitter of a sub-flow that a node runs. */
  inside(outer: NodeRef, told: boolean): Emitter {
    return new Emitter(this.#root, this.ref(outer), this.#told && told);
  }

  /** Nothing more is told but by {@link last}: a run that only waits is taken down silently. */
  silence(): void {
    this.#root.silent = true;
  }

  /** The run's last event. */
  last(event: RunEventBody): void {
    this.#root.silent = false;
    this.emit(event);
    this.#root.silent = true;
  }

  get say(): Say {
    return this.#root.say;
  }

  /** Whether a value holds what no event may show. */
  conceals(value: ValueObject): boolean {
    return this.#root.mask.holds(value);
  }

  /** Tells an event, unless an earlier session has. Gives its number, where it was told. */
  emit(event: RunEventBody): number | undefined {
    if (this.#root.silent || (!this.#told && event.type !== 'warning')) return undefined;
    const root = this.#root;
    const time = root.clock.date().toISOString();
    const full =
      this.#outer && 'node' in event ? { ...event, ...this.ref(event as NodeRef) } : event;
    let seq: number | undefined;
    for (const body of root.mask.active ? root.mask.events(full) : [full]) {
      if (root.history?.takes(body)) continue;
      seq = root.seq++;
      root.emit(Object.assign({ seq, run_id: root.runId, time }, body));
    }
    return seq;
  }

  /** How often a node has tried that was cut off by the end of an earlier session, and has not begun again. */
  wasCutOff(ref: NodeRef): number | undefined {
    return this.#root.history?.openAt(this.ref(ref))?.attempts;
  }

  warn(code: string, message: Message, ref?: NodeRef): void {
    this.emit({ type: 'warning', code, message: this.say(message), ...ref });
  }

  /** A node's name as events have it. */
  ref({ node, iteration }: NodeRef): NodeRef {
    if (!this.#outer) return iteration ? { node, iteration } : { node };
    const rounds = [...(this.#outer.iteration ?? []), ...(iteration ?? [])];
    const name = `${this.#outer.node}/${node}`;
    return rounds.length > 0 ? { node: name, iteration: rounds } : { node: name };
  }
}

interface Root {
  readonly runId: string;
  readonly clock: Clock;
  readonly say: Say;
  readonly mask: SecretMask;
  readonly emit: (event: RunEvent) => void;
  readonly history: History | undefined;
  seq: number;
  silent: boolean;
}
