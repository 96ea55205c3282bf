import { message } from '../messages/message.ts';
import type { RunFilter, RunRecord } from '../store/run-record.ts';
import type { Store } from '../store/store.ts';
import type { WriteQueue } from '../store/write-queue.ts';
import { endOf, type RunEnd } from './live-run.ts';
import { ServiceError } from './service-error.ts';
import type { Visitor } from './visitor.ts';

/** The runs in the store, for each user the own ones: all others are not there. Methods throw StoreError, too. */
export class KeptRuns {
  readonly #store: Store;
  readonly #queue: WriteQueue;

  /** `queue`: with what is written that is not in the store yet. */
  constructor(store: Store, queue: WriteQueue) {
    this.#store = store;
    this.#queue = queue;
  }

  /** What is known of a run. Throws ServiceError where there is none that the visitor may see. */
  get({ user, isAdmin }: Visitor, id: string): RunRecord {
    const record = this.find(id);
    // Runs of the command line are nobody's; an admin sees them.
    if (!record || (record.user !== user && !isAdmin)) {
      throw new ServiceError('run-missing', message('service/run-missing'));
    }
    return record;
  }

  /** The newest first; `user` is for admins, everybody else gets the own ones. */
  list({ user, isAdmin }: Visitor, filter: RunFilter): RunRecord[] {
    this.#queue.flush();
    return this.#store.list(isAdmin ? filter : { ...filter, user });
  }

  /** A run, whosever it is. */
  find(id: string): RunRecord | undefined {
    this.#queue.flush();
    return this.#store.find(id).find((one) => one.id === id);
  }

  /** How a run has ended, or where it waits, whosever it is; undefined where nothing tells. */
  end(id: string): RunEnd | undefined {
    const last = this.#store.lastEvent(id);
    return last && endOf(last);
  }
}
