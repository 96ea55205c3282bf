import { features } from './intent-features.ts';

/** What stands for an intent that none of the examples is near enough to. */
export const UNKNOWN = 'unknown';
/** From this confidence on an intent is believed. */
export const DEFAULT_THRESHOLD = 0.5;

export interface Intent {
  readonly name: string;
  readonly examples: readonly string[];
}

export interface Guess {
  readonly intent: string;
  /** 0 to 1: how near the text is to the intent's examples, and how much nearer than to any other's. */
  readonly confidence: number;
}

/** Features with their weights; as a vector of length 1. */
type Vector = ReadonlyMap<string, number>;

/**
 * Finds the intent whose examples a text is most like: tf-idf vectors of words, characters and concepts, the
 * nearest example and the intent as a whole.
 */
export class IntentClassifier {
  readonly #rarity: ReadonlyMap<string, number>;
  readonly #unseen: number;
  readonly #intents: readonly { name: string; examples: Vector[]; centre: Vector }[];

  constructor(intents: readonly Intent[]) {
    const documents = intents.map(({ name, examples }) => ({
      name,
      examples: examples.map((text) => features(text)),
    }));
    // A feature is rare when few intents have it, not few examples: that a word is in all examples of one is a sign.
    const counts = new Map<string, number>();
    for (const { examples } of documents) {
      for (const feature of new Set(examples.flatMap((example) => [...example.keys()]))) {
        counts.set(feature, (counts.get(feature) ?? 0) + 1);
      }
    }
    const total = documents.length;
    this.#unseen = Math.log(1 + total);
    this.#rarity = new Map(
      [...counts].map(([feature, count]) => [feature, Math.log(1 + total / count)]),
    );
    this.#intents = documents.map(({ name, examples }) => {
      const vectors = examples.map((example) => this.#vector(example));
      return { name, examples: vectors, centre: sumOf(vectors) };
    });
  }

  /** The most likely intent of a text, whatever its confidence; {@link UNKNOWN} with 0 where nothing matches. */
  classify(text: string): Guess {
    const query = this.#vector(features(text));
    const scored = this.#intents
      .map(({ name, examples, centre }) => {
        const nearest = examples.reduce((best, example) => Math.max(best, dot(query, example)), 0);
        return { name, score: 0.6 * nearest + 0.4 * dot(query, centre) };
      })
      .sort((a, b) => b.score - a.score);
    const [first, second] = scored;
    if (!first || first.score === 0) return { intent: UNKNOWN, confidence: 0 };
    return { intent: first.name, confidence: confidenceOf(first.score, second?.score ?? 0) };
  }

  #vector(counts: Vector): Vector {
    const vector = new Map<string, number>();
    let squares = 0;
    for (const [feature, weight] of counts) {
      const value = weight * (this.#rarity.get(feature) ?? this.#unseen);
      vector.set(feature, value);
      squares += value * value;
    }
    const length = Math.sqrt(squares) || 1;
    for (const [feature, value] of vector) vector.set(feature, value / length);
    return vector;
  }
}

/** Set on sentences of other intents than the bench measures: half of confidence is where right and wrong meet. */
function confidenceOf(first: number, second: number): number {
  const evidence = first + 0.5 * (first - second);
  const confidence = 1 / (1 + Math.exp(-9 * (evidence - 0.33)));
  return Math.round(confidence * 10_000) / 10_000;
}

function sumOf(vectors: readonly Vector[]): Vector {
  const sum = new Map<string, number>();
  for (const vector of vectors) {
    for (const [feature, value] of vector) sum.set(feature, (sum.get(feature) ?? 0) + value);
  }
  const length = Math.sqrt([...sum.values()].reduce((squares, v) => squares + v * v, 0)) || 1;
  for (const [feature, value] of sum) sum.set(feature, value / length);
  return sum;
}

function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (const [feature, value] of a) sum += value * (b.get(feature) ?? 0);
  return sum;
}
