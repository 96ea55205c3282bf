import { message } from '../messages/message.ts';
import { settings } from '../project/settings.ts';
import { ServiceError } from './service-error.ts';

/** What runs may cost. */
export interface RunLimits {
  /** At a time, of all users. */
  readonly runs: number;
  /** At a time, of one user. */
  readonly runsOfUser: number;
  /** Seconds that a run may take; undefined: as the project says. */
  readonly seconds?: number | undefined;
  /** Of a result that is sent. Bytes. */
  readonly result: number;
}

export const defaultLimits: RunLimits = {
  runs: 200,
  runsOfUser: 100,
  result: settings['serve.max_result'].default,
};

/** Counts the runs that go on. */
export class RunCount {
  readonly #limits: RunLimits;
  readonly #byUser = new Map<string, number>();
  #all = 0;

  constructor(limits: RunLimits) {
    this.#limits = limits;
  }

  get all(): number {
    return this.#all;
  }

  /** A run begins; what is returned tells that it has ended. Throws ServiceError where there are too many. */
  enter(user: string): () => void {
    const own = this.#byUser.get(user) ?? 0;
    const { runs, runsOfUser } = this.#limits;
    if (own >= runsOfUser) {
      throw new ServiceError('busy', message('service/busy-user', { n: runsOfUser }));
    }
    if (this.#all >= runs) throw new ServiceError('busy', message('service/busy', { n: runs }));
    this.#byUser.set(user, own + 1);
    this.#all++;
    return () => {
      this.#all--;
      const left = (this.#byUser.get(user) ?? 1) - 1;
      if (left === 0) this.#byUser.delete(user);
      else this.#byUser.set(user, left);
    };
  }
}
