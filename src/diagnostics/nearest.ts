import leven from 'leven';

/** Above this many candidates the distance is only worked out for names of a similar length and start. */
const MANY = 2_000;
/** Shorter words are part of too many others. */
const WORD = 4;

/**
 * The candidate that somebody who typed `name` most likely meant, if any is near enough (a third of the letters
 * wrong, at least one; of a single letter only its case). Case is a small difference. The same answer for the same input: ties go to the first.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const list = [...candidates];
  let best: string | undefined;
  let bestDistance = (wanted.length > 1 ? Math.max(1, Math.floor(wanted.length / 3)) : 0) + 0.5;
  for (const candidate of list) {
    if (Math.abs(candidate.length - name.length) > bestDistance) continue;
    if (list.length > MANY && candidate[0]?.toLowerCase() !== wanted[0]) continue;
    const other = candidate.toLowerCase();
    const distance = distanceOf(wanted, other) + (candidate === name ? -1 : 0);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * Like {@link nearest}, for a few names that mean something, such as keys and types: else the first that begins with
 * `name`, else the only one that has it in it or is part of it (`Router` for ConditionalRouter).
 */
export function nearestOrPart(name: string, candidates: readonly string[]): string | undefined {
  const near = nearest(name, candidates);
  const wanted = name.toLowerCase();
  if (near !== undefined || wanted.length < WORD) return near;
  const longer = candidates.find((candidate) => candidate.toLowerCase().startsWith(wanted));
  if (longer !== undefined) return longer;
  const [only, ...others] = candidates.filter((candidate) => {
    const other = candidate.toLowerCase();
    return other.includes(wanted) || (other.length >= WORD && wanted.includes(other));
  });
  return others.length === 0 ? only : undefined;
}

/** The name that differs from `name` in nothing but case, hyphens and underscores, if there is just one. */
export function sameButForm(name: string, candidates: readonly string[]): string | undefined {
  const form = (text: string): string => text.toLowerCase().replace(/[-_ ]/g, '');
  const wanted = form(name);
  const [only, ...others] = candidates.filter((candidate) => form(candidate) === wanted);
  return others.length === 0 && only !== name ? only : undefined;
}

/** Whether two names differ so little that one is surely the other mistyped. */
export function isTypo(name: string, other: string): boolean {
  return distanceOf(name.toLowerCase(), other.toLowerCase()) <= (name.length < 6 ? 1 : 2);
}

/** Letters to change from one word to the other; two neighbours that have changed places are one. */
function distanceOf(a: string, b: string): number {
  if (a.length === b.length) {
    let n = 0;
    while (n < a.length && a[n] === b[n]) n++;
    const swapped = a.slice(0, n) + (a[n + 1] ?? '') + (a[n] ?? '') + a.slice(n + 2);
    if (n + 1 < a.length && swapped === b) return 1;
  }
  return leven(a, b);
}
