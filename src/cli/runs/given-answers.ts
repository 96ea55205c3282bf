import { questionKey } from '../../engine/question-name.ts';
import type { Question } from '../../engine/run-event.ts';
import type { Ask } from '../../engine/shared.ts';
import type { Value } from '../../flow/value.ts';
import type { Answers } from './answers.ts';

/** The answers that are there already; each is given once. */
export class GivenAnswers {
  readonly #left: ReadonlyMap<string, Value[]>;

  constructor(answers: Answers | undefined) {
    this.#left = new Map([...(answers ?? [])].map(([node, given]) => [node, [...given]]));
  }

  /** Asks somebody only where there is none. */
  before(ask: Ask | undefined): Ask {
    return (question, signal) => {
      const answer = this.#take(question);
      return answer === undefined ? ask?.(question, signal) : Promise.resolve(answer);
    };
  }

  /** The nodes whose answers nobody has asked for. */
  get unasked(): readonly string[] {
    const keys = [...this.#left].flatMap(([key, answers]) => (answers.length > 0 ? [key] : []));
    return keys.map((key) => (key.startsWith('[') ? nodeOf(key) : key));
  }

  #take(question: Question): Value | undefined {
    const named = this.#left.get(questionKey(question))?.shift();
    return named ?? this.#left.get(question.node)?.shift();
  }
}

/** Ids of nodes have no brackets; a key of a question is a list that begins with one. */
function nodeOf(key: string): string {
  return String((JSON.parse(key) as readonly unknown[])[0]);
}
