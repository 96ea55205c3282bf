import { message } from '../messages/message.ts';
import type { RunFilter, RunRecord, RunSummary } from '../store/run-record.ts';
import type { Store } from '../store/store.ts';
import type { WriteQueue } from '../store/write-queue.ts';
import type { AnswerLimit } from './answer-limit.ts';
import { endOf, type RunEnd } from './live-run.ts';
import { ServiceError } from './service-error.ts';
import type { Visitor } from './visitor.ts';

/** The runs in the store, for each user the own ones: all others are not there. Methods throw StoreError, too. */
export class KeptRuns {
  readonly #store: Store;
  readonly #queue: WriteQueue;
  readonly #answers: AnswerLimit;
  /** Runs whose end could not be written. */
  readonly #lost = new Set<string>();

  /** `queue`: with what is written that is not in the store yet. */
  constructor(store: Store, queue: WriteQueue, answers: AnswerLimit) {
    this.#store = store;
    this.#answers = answers;
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
  list({ user, isAdmin }: Visitor, filter: RunFilter): RunSummary[] {
    this.#settle();
    return this.#store.summaries(isAdmin ? filter : { ...filter, user });
  }

  /** A run, whosever it is. */
  find(id: string): RunRecord | undefined {
    this.#settle();
    return this.#store.find(id).find((one) => one.id === id);
  }

  /** The end of a run could not be written, say on a full disk: it counts as interrupted as soon as something can be. */
  lose(id: string): void {
    this.#lost.add(id);
  }

  /** Brings into the store what is not there yet. */
  #settle(): void {
    this.#queue.flush();
    try {
      for (const id of this.#lost) {
        this.#store.letGo(id);
        this.#lost.delete(id);
      }
    } catch {
      // Another time.
    }
  }

  /** How a run has ended, or where it waits, whosever it is; undefined where nothing tells. Throws ServiceError where its result is too large. */
  end({ id, status }: RunRecord): RunEnd | undefined {
    const hasResult = status === 'succeeded';
    if (hasResult && this.#store.lastSize(id) > this.#answers.bytes)
      throw this.#answers.tooLarge(id);
    const last = this.#store.lastEvent(id);
    return last && endOf(last);
  }
}
