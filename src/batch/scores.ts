import { isObject, type ValueObject } from '../flow/value.ts';
import type { Scores } from './batch-result.ts';

/**
 * What an evaluating flow returned as scores: numbers, truths and short texts by their names; those in an object have its
 * name before theirs (`judge.exact`). Anything else is no score.
 */
export function scoresOf(outputs: ValueObject): Scores {
  const scores = Object.create(null) as Record<string, number | boolean | string>;
  const add = (values: ValueObject, prefix: string): void => {
    for (const [key, value] of Object.entries(values)) {
      const name = prefix + key;
      if (typeof value === 'number' || typeof value === 'boolean') scores[name] = value;
      else if (typeof value === 'bigint') scores[name] = Number(value);
      else if (typeof value === 'string' && value.length <= LONGEST) scores[name] = value;
      else if (isObject(value) && prefix === '') add(value, `${key}.`);
    }
  };
  add(outputs, '');
  return scores;
}

/** A longer text is a remark, not a verdict. */
const LONGEST = 40;
