import { isObject, own, type Value } from '../flow/value.ts';
import type { Usage } from './models.ts';

/** No request of anybody's has more tokens. */
const MOST = 1e9;

/** What a server says that an answer has used; null where it tells nothing, or no numbers that can be. */
export function readUsage(usage: Value | undefined): Usage | null {
  if (!isObject(usage)) return null;
  const prompt_tokens = numberOf(own(usage, 'prompt_tokens'));
  const completion_tokens = numberOf(own(usage, 'completion_tokens'));
  const total = numberOf(own(usage, 'total_tokens'));
  if (prompt_tokens === undefined && completion_tokens === undefined && total === undefined) {
    return null;
  }
  const sum = (prompt_tokens ?? 0) + (completion_tokens ?? 0);
  return {
    prompt_tokens: prompt_tokens ?? 0,
    completion_tokens: completion_tokens ?? 0,
    // Thoughts count with some servers in the whole only.
    total_tokens: Math.max(total ?? 0, sum),
  };
}

/** A gateway may leave some out. */
function numberOf(value: Value | undefined): number | undefined {
  if (typeof value !== 'number') return undefined;
  return value >= 0 && value <= MOST ? Math.round(value) : undefined;
}
