import { createHash } from 'node:crypto';

/** All clients and the models behind them take such names. */
const GOOD = /^[A-Za-z0-9_-]{1,64}$/;
/** What is left of an id before the sign that tells it from others. */
const LONGEST_STEM = 48;

/**
 * A tool's name for each flow, by the flow's id. An id that is a name stays one; `a/b` becomes `a__b`; where that is no name, or not this flow's
 * alone, a piece of the id's hash stands behind it. So a name stays what it is when other flows come.
 */
export function toolNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const plain = new Set(ids.filter((id) => GOOD.test(id)));
  const count = new Map<string, number>();
  const wanted = ids.map((id) => id.replaceAll('/', '__'));
  for (const name of wanted) count.set(name, (count.get(name) ?? 0) + 1);
  return new Map(
    ids.map((id, n) => {
      const name = wanted[n] ?? id;
      const isFree = GOOD.test(name) && count.get(name) === 1;
      return [id, plain.has(id) || isFree ? id.replaceAll('/', '__') : hashed(id)];
    }),
  );
}

function hashed(id: string): string {
  const stem = id
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST_STEM);
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `${stem === '' ? 'flow' : stem}_${hash}`;
}
