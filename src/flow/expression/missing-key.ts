import { nearest } from '../../diagnostics/nearest.ts';
import { message } from '../../messages/message.ts';
import type { ValueObject } from '../value.ts';
import { dictEntries, type Datum, type Dict } from './datum.ts';
import type { Run } from './run.ts';
import { shown } from './text.ts';

/** How many names or keys a message lists. */
const LISTED = 12;

/** Fails for a key that a dict does not have, with the nearest one and those that it has. */
export function missingKey(dict: ValueObject | Dict, key: Datum, run: Run): never {
  const keys = dictEntries(dict).map(([known]) => known);
  run.spend(keys.length);
  const known = listed(keys.slice(0, LISTED + 1).map((each) => shown(each, run)));
  const values = { key: shown(key, run), known };
  const texts = keys.filter((each) => typeof each === 'string');
  const meant = typeof key === 'string' ? nearest(key, texts) : undefined;
  if (keys.length === 0) run.fail('expression-key/empty', values);
  if (meant === undefined) run.fail('expression-key', values);
  run.fail('expression-key', values, message('did-you-mean', { name: meant }));
}

/** The first dozen of some names, for a message. */
export function listed(names: Iterable<string>): readonly string[] {
  const list: string[] = [];
  for (const name of names) {
    if (list.length === LISTED) return [...list, '…'];
    list.push(name);
  }
  return list;
}
