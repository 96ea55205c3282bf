import type { Exchange, WireRequest, WireResponse } from '../http/exchange.ts';
import type { Drift } from './drift.ts';
import { Hider } from './hider.ts';
import { HIDDEN, type Recorded, type RecordedExchange } from './recorded.ts';
import { Recording } from './recording.ts';
import { Replay } from './replay.ts';

export type CassetteMode = 'record' | 'replay';

/** What came of the use of a cassette. */
export interface CassetteReport {
  readonly mode: CassetteMode;
  /** As the user would write its path. */
  readonly file: string;
  /** Exchanges that were recorded, or that the file has. */
  readonly exchanges: number;
  /** Of these: such as came to nothing, or were answered with an error. */
  readonly failed: number;
  /** Whether there is a file to replay. */
  readonly exists: boolean;
  /** Requests that it had no answer to: the flow no longer does what was recorded. */
  readonly drifts: readonly Drift[];
  /** Recorded exchanges that nobody asked for. */
  readonly unused: readonly RecordedExchange[];
}

export interface CassetteSetup {
  readonly mode: CassetteMode;
  readonly file: string;
  /** What its file says; undefined where there is none. */
  readonly recorded: Recorded | undefined;
  /** In a replay an exchange may be answered more often than it was recorded. */
  readonly again?: boolean;
  /** Writes it to its file. */
  readonly save: (recorded: Recorded) => Promise<void>;
}

/** The exchanges of one run with servers: kept, or given back. One cassette serves one run. */
export class Cassette {
  readonly mode: CassetteMode;
  readonly #setup: CassetteSetup;
  readonly #hider = new Hider();
  readonly #recording: Recording;
  readonly #replay: Replay;
  #variables: ReadonlyMap<string, string> = new Map();
  #order: ReadonlyMap<string, number> = new Map();

  constructor(setup: CassetteSetup) {
    const { mode, file, recorded, again = false } = setup;
    this.mode = mode;
    this.#setup = setup;
    this.#recording = new Recording(this.#hider);
    this.#replay = new Replay({ file, recorded, again, hider: this.#hider });
  }

  /** Values that must not be kept, besides all that stands where secrets stand. */
  hide(secrets: Iterable<string>): void {
    this.#hider.add(secrets);
  }

  /** Environment variables that the flow reads: a replay has them where nobody has set them. Secrets must be known before. */
  keepVariables(read: ReadonlyMap<string, string>): void {
    this.#variables = new Map(
      [...read].map(([name, value]) => [
        name,
        this.#hider.isSecret(value) ? HIDDEN : this.#hider.text(value),
      ]),
    );
  }

  /** The flow's nodes, by which the file is put in order: branches that race would shuffle it with each recording. */
  keepOrder(nodes: readonly string[]): void {
    this.#order = new Map(nodes.map((node, n) => [node, n]));
  }

  /** Environment variables of the recorded run; {@link HIDDEN} for secrets. */
  get variables(): ReadonlyMap<string, string> {
    return this.#setup.recorded?.variables ?? new Map();
  }

  /** What a replay could not answer so far. */
  get drifts(): readonly Drift[] {
    return this.#replay.drifts;
  }

  /** Makes an exchange, or answers for the server. */
  exchange(request: WireRequest, next: Exchange, node: string | undefined): Promise<WireResponse> {
    return this.mode === 'record'
      ? this.#recording.exchange(request, next, node)
      : this.#replay.exchange(request, node);
  }

  /**
   * The run is over: what was recorded is written, unless there was nothing. Rejects where the file can't be written. A
   * recording that is not finished leaves the file as it was.
   */
  async finish(): Promise<CassetteReport> {
    const { mode, recorded } = this.#setup;
    if (mode === 'replay') {
      const { drifts, unused } = this.#replay;
      return { ...reportOf(this.#setup, recorded?.exchanges ?? []), drifts, unused };
    }
    const exchanges = this.#recording
      .exchanges()
      .toSorted((one, other) => this.#place(one) - this.#place(other));
    if (exchanges.length > 0) {
      const ignore = recorded?.ignore ?? [];
      await this.#setup.save({ ignore, variables: this.#variables, exchanges });
    }
    return { ...reportOf(this.#setup, exchanges), drifts: [], unused: [] };
  }

  /** Of one node its exchanges stay in the order in which they were asked. */
  #place({ node }: RecordedExchange): number {
    return node === undefined ? -1 : (this.#order.get(node) ?? this.#order.size);
  }
}

function reportOf(
  { mode, file, recorded }: CassetteSetup,
  exchanges: readonly RecordedExchange[],
): Omit<CassetteReport, 'drifts' | 'unused'> {
  const failed = exchanges.filter(
    ({ response, failure, givenUp }) =>
      failure !== undefined || givenUp || (response?.status ?? 0) >= 400,
  );
  return {
    ...{ mode, file, exchanges: exchanges.length, failed: failed.length },
    exists: recorded !== undefined,
  };
}
