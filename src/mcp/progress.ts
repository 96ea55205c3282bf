import type { RunEvent } from '../engine/run-event.ts';
import type { Subscription } from '../service/subscription.ts';

/** So much time is between two signs at least. Milliseconds. */
const PACE = 250;
/** Where nothing happens, a sign comes so often: clients give up a call that says nothing for a minute. Milliseconds. */
const SIGN_OF_LIFE = 10_000;

/** How far a run is, from 0 to 1, and what goes on. It only ever grows. */
export interface CallProgress {
  readonly progress: number;
  readonly total: 1;
  readonly message: string;
}

/** Tells how a run gets on until the subscription ends. Never rejects. */
export async function tellProgress(
  subscription: Subscription,
  tell: (progress: CallProgress) => Promise<void>,
): Promise<void> {
  const count = new ProgressCount();
  const send = (): void => void tell(count.sign()).catch(() => undefined);
  const alive = setInterval(send, SIGN_OF_LIFE).unref();
  let last = 0;
  for (let events = await subscription.take(); events; events = await subscription.take()) {
    const isNews = events.map((event) => count.apply(event)).includes(true);
    if (!isNews || performance.now() - last < PACE) continue;
    last = performance.now();
    send();
    alive.refresh();
  }
  clearInterval(alive);
}

class ProgressCount {
  readonly #done = new Set<string>();
  #total = 0;
  #message = '';
  /** Signs since the last node was done. */
  #signs = 0;

  /** Whether there is something to tell. */
  apply(event: RunEvent): boolean {
    switch (event.type) {
      case 'run_started':
        this.#total = event.nodes.length;
        return false;
      case 'node_started':
        this.#message = event.node;
        return true;
      case 'loop_iteration':
        this.#message = `${event.node} ${event.round + 1}${event.total === null ? '' : ` (${event.done ?? 0}/${event.total})`}`;
        return true;
      case 'node_progress':
        this.#message =
          event.message === undefined ? event.node : `${event.node}: ${event.message}`;
        return true;
      case 'stream_chunk':
        return true;
      case 'node_finished':
      case 'node_skipped':
        return this.#end(event.node);
      default:
        return false;
    }
  }

  /** Between two nodes it grows, too, and comes nearer to the next without ever reaching it. */
  sign(): CallProgress {
    this.#signs++;
    const between = 1 - 1 / (1 + this.#signs / 20);
    const progress = (this.#done.size + between) / (this.#total + 1);
    return { progress, total: 1, message: this.#message };
  }

  /** Nodes of sub-flows are part of the node that runs them. */
  #end(node: string): boolean {
    if (node.includes('/') || this.#done.has(node)) return false;
    this.#done.add(node);
    this.#signs = 0;
    return true;
  }
}
