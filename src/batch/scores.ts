import { at } from '../flow/at.ts';
import type { Plan } from '../flow/plan/plan.ts';
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

/** What an evaluating flow can return, by name: a score is one of these, or stands in one (`judge.exact`). */
export function returnedNames({ flow, nodes, terminals }: Plan): string[] {
  if (flow.outputs.length > 0) return flow.outputs.map(({ name }) => name);
  const declared = nodes.filter(({ node }) => node.nodeType?.role === 'output');
  return declared.length > 0 ? declared.map(({ id }) => id) : terminals.map((n) => at(nodes, n).id);
}
