import { AsyncLocalStorage } from 'node:async_hooks';
import type { Around } from '../engine/shared.ts';
import type { Exchange, Interceptor } from '../http/exchange.ts';
import { systemClock, type Clock } from '../http/retry.ts';
import type { Cassette, CassetteMode } from './cassette.ts';
import type { Faults } from './faults.ts';

/** What the exchanges of one run go through; the faults come before the cassette. */
export interface Through {
  readonly cassette?: Cassette | undefined;
  readonly faults?: Faults | undefined;
}

/**
 * Sorts the exchanges of many runs that use the same node types: what a run asks goes through its own cassette and faults.
 * `ProjectTypes` and `Projects` take it as `exchanges`, `runFlow` its `around`.
 */
export interface Exchanges {
  /** Stands around every exchange. */
  readonly intercept: Interceptor;
  /** Waits for nothing where a cassette answers. */
  readonly clock: Clock;
  /** Does work (a run, from its beginning to its end) whose exchanges go through these. */
  readonly during: <T>(through: Through, work: () => Promise<T>) => Promise<T>;
  /** Stands around each call of a component, so that its exchanges are known to be its own. */
  readonly around: Around;
  /**
   * What `make` makes, once for each run with a cassette, and once for all others: what one of the former asks does not
   * depend on those before it.
   */
  readonly perRun: <T>(make: () => T) => () => T;
  /** What the cassette is there for of the run that is asking; undefined where it has none. */
  readonly mode: CassetteMode | undefined;
}

interface Scope extends Through {
  readonly node: string | undefined;
  readonly made: Map<object, unknown>;
}

/** One for a program; it costs nothing to those that don't ask for it. */
export function createExchanges(): Exchanges {
  const scopes = new AsyncLocalStorage<Scope>();
  const outside = new Map<object, unknown>();
  const modeOf = (): CassetteMode | undefined => scopes.getStore()?.cassette?.mode;
  return {
    intercept: (request, next) => {
      const { cassette, faults, node } = scopes.getStore() ?? {};
      const kept: Exchange = (asked) =>
        cassette ? cassette.exchange(asked, next, node) : next(asked);
      return faults ? faults.exchange(request, kept, node) : kept(request);
    },
    clock: {
      ...systemClock,
      sleep: async (ms, signal) => {
        if (modeOf() !== 'replay') return systemClock.sleep(ms, signal);
        signal.throwIfAborted();
      },
    },
    during: (through, work) => scopes.run({ ...through, node: undefined, made: new Map() }, work),
    around: (node, call) => {
      const scope = scopes.getStore();
      return scope ? scopes.run({ ...scope, node }, call) : call();
    },
    perRun: <T>(make: () => T) => {
      const key = {};
      return (): T => {
        const scope = scopes.getStore();
        const made = scope?.cassette ? scope.made : outside;
        if (!made.has(key)) made.set(key, make());
        return made.get(key) as T;
      };
    },
    get mode() {
      return modeOf();
    },
  };
}
