import type { ComponentTypes } from '../engine/component.ts';
import type { RunEvent } from '../engine/run-event.ts';
import type { StoredRun } from '../store/stored-run.ts';
import type { Feeds } from './feeds.ts';
import { LiveRun, type LiveRunOptions } from './live-run.ts';
import { RunCount, type RunLimits } from './run-limits.ts';
import type { PlannedFlow } from './planned-flow.ts';

/** What is the same of all runs. */
type Ways = Pick<LiveRunOptions, 'say' | 'caches' | 'tracing'>;
type Going = Omit<LiveRunOptions, keyof Ways | 'flow' | 'tell' | 'types'>;

/** The runs that go on in this process. */
export class LiveRuns {
  readonly #ways: Ways;
  readonly #feeds: Feeds;
  readonly #count: RunCount;
  readonly #lost: (id: string) => void;
  readonly #byId = new Map<string, LiveRun>();

  /** `feeds` are told what happens; `lost`, of which run the end could not be written. */
  constructor(limits: RunLimits, feeds: Feeds, lost: (id: string) => void, ways: Ways) {
    this.#lost = lost;
    this.#count = new RunCount(limits);
    this.#feeds = feeds;
    this.#ways = ways;
  }

  /** How many there are. */
  get size(): number {
    return this.#count.all;
  }

  get(id: string): LiveRun | undefined {
    return this.#byId.get(id);
  }

  /** A place for one more; what is returned gives it back. Throws ServiceError where there is none. */
  enter(user: string): () => void {
    return this.#count.enter(user);
  }

  /** Lets a run go on that has such a place. */
  go(flow: PlannedFlow, options: Going, stored: StoredRun, leave: () => void): LiveRun {
    const { id, user } = options;
    const leaveGeneration = flow.generation.enter();
    const tell = (event: RunEvent): void => this.#feeds.tell(event);
    const of = { flow, tell, types: typesFor(flow, user) };
    const run = new LiveRun(Object.assign(options, this.#ways, of), stored);
    this.#byId.set(id, run);
    void run.ended.then(({ status }) => {
      this.#byId.delete(id);
      if (stored.failure) this.#lost(id);
      leave();
      leaveGeneration();
      if (status !== 'waiting') this.#feeds.end(id);
    });
    return run;
  }

  /** Settles when none goes on any more, at the latest after so many seconds. Never rejects. */
  async drained(seconds: number): Promise<void> {
    const ended = Promise.all([...this.#byId.values()].map((run) => run.ended));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, seconds * 1000)));
    await Promise.race([ended, late]);
    clearTimeout(timer);
  }

  /** Lets go of all; they can go on elsewhere. */
  interrupt(): void {
    for (const run of this.#byId.values()) run.interrupt();
  }
}

/** A flow that rests on nothing outside of it has no components of the project's own. */
function typesFor({ rests, basis, tree, generation }: PlannedFlow, user: string): ComponentTypes {
  return rests ? generation.typesFor(user, tree.flow.file.path) : basis.types;
}
