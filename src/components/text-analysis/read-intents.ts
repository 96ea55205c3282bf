import { isObject, own, type Value } from '../../flow/value.ts';
import { scalarText } from '../scalar-text.ts';
import type { Intent } from './intent.ts';

/**
 * The intents of a config: name → example or examples, or a list of names and of `{name, examples}`. A name counts as
 * an example too (`refund_request`: "refund request").
 */
export function readIntents(config: Value | undefined): Intent[] {
  return intentEntries(config).map(([name, examples]) => intentOf(name, examples));
}

/** Whether {@link readIntents} finds any. */
export function hasIntents(config: Value | undefined): boolean {
  return intentEntries(config).length > 0;
}

function intentEntries(config: Value | undefined): [name: string, examples: Value | undefined][] {
  if (!Array.isArray(config)) return isObject(config) ? Object.entries(config) : [];
  return (config as readonly Value[]).flatMap((item) => {
    const name = scalarText(isObject(item) ? own(item, 'name') : item);
    if (name === undefined) return [];
    return [[name, isObject(item) ? own(item, 'examples') : undefined]];
  });
}

function intentOf(name: string, given: Value | undefined): Intent {
  const list = Array.isArray(given) ? (given as readonly Value[]) : [given];
  const spoken = name.replace(/[_-]+/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return { name, examples: [spoken, ...list.flatMap((example) => scalarText(example) ?? [])] };
}
