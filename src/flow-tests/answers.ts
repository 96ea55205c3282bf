import type { Ask } from '../engine/shared.ts';
import type { Value } from '../flow/value.ts';
import type { Named } from './flow-test.ts';

/** Answers questions as a test says, those of a node in turn. */
export class Answers {
  readonly #left: Map<string, Value[]>;

  constructor(answers: ReadonlyMap<string, Named<readonly Value[]>>) {
    this.#left = new Map([...answers].map(([node, { value }]) => [node, [...value]]));
  }

  /** Nothing where a node asks more often than there are answers: then the run waits. */
  readonly ask: Ask = ({ node }) => {
    const left = this.#left.get(node);
    if (!left || left.length === 0) return undefined;
    const [answer = null] = left.splice(0, 1);
    return Promise.resolve(answer);
  };

  /** The nodes that have asked less often than the test expects, with how many answers are left. */
  get unasked(): ReadonlyMap<string, number> {
    return new Map(
      [...this.#left].flatMap(([node, { length }]) => (length > 0 ? [[node, length]] : [])),
    );
  }
}
