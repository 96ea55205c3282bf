import type { CreateEmbeddingResponse, Embedding } from 'openai/resources/embeddings';
import type { Asked } from './explain.ts';
import { ModelFailure } from './model-failure.ts';

export type Embeddings = CreateEmbeddingResponse;

/** As many texts go into one request: some servers take no more than ten. */
const BATCH = 10;
/** Requests at once. */
const AT_ONCE = 4;

/** The vectors of texts, in their order, asked for in batches. */
export async function embedAll(
  texts: readonly string[],
  asked: Asked,
  ask: (batch: string[]) => Promise<Embeddings>,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  const starts = Array.from({ length: Math.ceil(texts.length / BATCH) }, (_, n) => n * BATCH);
  const work = async (): Promise<void> => {
    for (let start = starts.shift(); start !== undefined; start = starts.shift()) {
      const batch = texts.slice(start, start + BATCH);
      const found = vectorsOf(await ask(batch), batch.length, asked);
      for (const [n, vector] of found.entries()) vectors[start + n] = vector;
    }
  };
  const done = Array.from({ length: AT_ONCE }, () =>
    work().finally(() => {
      // After a failure nothing more is asked.
      starts.length = 0;
    }),
  );
  await Promise.all(done);
  const length = vectors[0]?.length;
  if (vectors.some((vector) => vector.length !== length)) throw invalid(asked);
  return vectors;
}

/** The vectors of a batch; the servers number them, and need not keep the order. */
function vectorsOf(answer: Embeddings, count: number, asked: Asked): Float32Array[] {
  const data = (answer as Partial<Embeddings>).data ?? [];
  const found = new Map(data.map((one: Partial<Embedding>, n) => [one.index ?? n, one.embedding]));
  return Array.from({ length: count }, (_, n) => {
    const numbers = found.get(n);
    const isVector = Array.isArray(numbers) && numbers.length > 0 && numbers.every(Number.isFinite);
    if (!isVector) throw invalid(asked);
    return Float32Array.from(numbers);
  });
}

function invalid({ name, baseUrl }: Asked): ModelFailure {
  return new ModelFailure('model-embedding', { name, host: new URL(baseUrl).host });
}
