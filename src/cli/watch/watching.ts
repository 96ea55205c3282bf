import type { PortValues } from '../../engine/component.ts';
import type { KeptResult } from '../../engine/kept-result.ts';
import type { RunEvent } from '../../engine/run-event.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Fingerprints } from '../../flow/fingerprint/fingerprint.ts';
import type { FlowTree, GivenParameters } from '../../project/flow-tree.ts';
import type { Begin } from '../begin.ts';

/** What a run goes by, as far as another one after it would be the same. */
export interface RunFacts {
  readonly fingerprints: Fingerprints;
  readonly inputs: PortValues;
  readonly parameters: GivenParameters;
  readonly tree: FlowTree;
  /** The project's own file and its variables, as text. */
  readonly surroundings: string;
}

/** The runs of a flow that is watched: what the last one has come to is taken up by the next. */
export class Watching {
  readonly #announce: () => void;
  #facts: RunFacts | undefined;
  #texts = '';
  #said = '';
  #spoke = false;
  #id = '';
  #finished: Extract<RunEvent, { readonly type: 'node_finished' }> | undefined;
  #results = new Map<string, KeptResult>();

  /** `announce` says why there is another run; it is called for each that there is. */
  constructor(announce: () => void) {
    this.#announce = announce;
  }

  /** Says that something comes now: a run, or what is wrong with the flow. */
  announce(): void {
    this.#spoke = true;
    this.#announce();
  }

  /** Whether anything was said since the last time that this was asked. */
  hasSpoken(): boolean {
    const spoke = this.#spoke;
    this.#spoke = false;
    return spoke;
  }

  /**
   * Whether all of this was said of the flow before, and keeps it from being run; what is new is announced. What other files
   * than the flow's have changed is no reason to say it again.
   */
  knows(findings: readonly Diagnostic[]): boolean {
    const said = JSON.stringify(
      findings.map(({ code, message, location }) => [code, message, location?.start]),
    );
    const isBroken = findings.some(({ severity }) => severity === 'error');
    if (isBroken && said === this.#said) return true;
    this.#said = said;
    // When it is mended, it runs, even if it is what it was.
    if (isBroken) this.#texts = '';
    if (findings.length > 0) this.announce();
    return false;
  }

  /** With what the next run begins; undefined before the first. */
  get begin(): Begin | undefined {
    const facts = this.#facts;
    if (!facts) return undefined;
    const { fingerprints, inputs, parameters } = facts;
    const results = [...this.#results.values()];
    const about = { id: this.#id, resumes: false, events: [], next: 0, dryRun: false };
    return { ...about, results, fingerprints, inputs, parameters };
  }

  /** Takes note of a run that is about to begin; false: it would be the last one again. */
  starts(facts: RunFacts): boolean {
    const texts = JSON.stringify([facts.surroundings, ...textsOf(facts.tree)]);
    const isSame = texts === this.#texts && areSame(this.#facts?.fingerprints, facts.fingerprints);
    if (isSame) return false;
    this.#texts = texts;
    this.#facts = facts;
    return true;
  }

  /** The run begins now: what the last one has come to has been taken up. */
  began(): void {
    this.#results = new Map();
    this.#finished = undefined;
  }

  see(event: RunEvent): void {
    this.#id = event.run_id;
    if (event.type === 'node_finished') this.#finished = event;
  }

  keep(result: KeptResult): void {
    const told = this.#finished?.seq === result.seq ? this.#finished?.outputs : undefined;
    const isTold = result.outputs === undefined && told !== undefined && !result.again;
    this.#results.set(result.key, isTold ? { ...result, outputs: told } : result);
  }
}

function* textsOf({ flow, subFlows }: FlowTree): Generator<string> {
  yield flow.file.text;
  for (const inner of subFlows.values()) yield* textsOf(inner);
}

function areSame(before: Fingerprints | undefined, now: Fingerprints): boolean {
  if (before?.size !== now.size) return false;
  return [...now].every(([path, { hash }]) => before.get(path)?.hash === hash);
}
